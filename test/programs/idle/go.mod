module example.com/gorvtest/idle

go 1.16
