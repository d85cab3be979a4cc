module example.com/gorvtest/stdio

go 1.16
