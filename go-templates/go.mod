module gorv/go-templates

go 1.16
