module example.com/bench/scheduler

go 1.16
