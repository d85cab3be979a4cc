module example.com/gorv/files

go 1.16
