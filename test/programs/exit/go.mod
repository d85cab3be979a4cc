module example.com/gorvtest/exit

go 1.16
