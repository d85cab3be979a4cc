module example.com/gorvtest/descriptors

go 1.16
