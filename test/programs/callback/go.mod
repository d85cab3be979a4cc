module example.com/gorvtest/callback

go 1.16
