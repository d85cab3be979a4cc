module example.com/gorvtest/matrix

go 1.16
