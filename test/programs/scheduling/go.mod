module example.com/gorvtest/scheduling

go 1.16
