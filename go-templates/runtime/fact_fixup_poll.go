//go:build gorv_other

package runtime

const gorvNeedsFixup = true

// Go 1.16 and 1.17: syscall.AllThreadsSyscall (Setgid and the like) waits for
// every M to run the fixup, an M without a P too.
func gorvFixup() { mDoFixup() }
