module example.com/bench/pingpong

go 1.16
