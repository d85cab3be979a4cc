module example.com/gorvtest/signals

go 1.16
