module example.com/gorvtest/systems

go 1.16
