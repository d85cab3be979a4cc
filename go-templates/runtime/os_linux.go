package runtime

const (
	gorvFdDir       = "/proc/self/fd/"
	gorvOpenCloexec = 0x80000 // O_CLOEXEC
)
