package runtime

// schedinit is the first Go code of a program that can allocate, and no
// goroutine exists yet: recordings begin here.
func schedinit() {
	gorv_schedinit()
	gorvStart()
	gorvExactBegin()
}
