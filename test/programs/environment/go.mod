module example.com/gorvtest/environment

go 1.16
