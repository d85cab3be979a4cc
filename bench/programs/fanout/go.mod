module example.com/bench/fanout

go 1.16
