module example.com/gorvtest/bare

go 1.16
