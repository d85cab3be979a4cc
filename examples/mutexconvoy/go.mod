module example.com/gorv/mutexconvoy

go 1.16
