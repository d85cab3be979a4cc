module example.com/gorv/workerpool

go 1.16
