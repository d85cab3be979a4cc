module example.com/bench/parked

go 1.16
