module example.com/gorvtest/worker

go 1.16
