module example.com/gorvtest/exposed

go 1.16
