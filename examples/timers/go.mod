module example.com/gorv/timers

go 1.16
