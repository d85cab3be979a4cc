module example.com/gorvtest/threads

go 1.16
