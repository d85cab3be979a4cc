module example.com/gorv/httpserver

go 1.16
