module example.com/gorv/pingpong

go 1.16
