module example.com/gorv/gcpressure

go 1.16
