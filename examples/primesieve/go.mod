module example.com/gorv/primesieve

go 1.16
