package runtime

const (
	gorvFdDir       = "/proc/self/fd/"
	gorvOpenCloexec = 0x80000 // O_CLOEXEC
)

// gorvOpenRing opens what gorv passed as descriptor r.fd once more, so that
// reading moves nobody's offset. r.fd may be anything if gorv is not really
// there, so only what can be mapped is looked at: opening a pipe or a terminal
// once more could take bytes away from the program.
func gorvOpenRing(r *gorvRequest) int32 {
	probe, err := mmap(nil, gorvRingHeaderSize, _PROT_READ, gorvMapSharedFlag, r.fd, 0)
	if err != 0 {
		return -1
	}
	munmap(probe, gorvRingHeaderSize)

	var path [32]byte
	n := copy(path[:], gorvFdDir)
	digits := 1
	for x := r.fd; x >= 10; x /= 10 {
		digits++
	}
	for i, x := digits-1, r.fd; i >= 0; i, x = i-1, x/10 {
		path[n+i] = byte('0' + x%10)
	}
	return open(&path[0], gorvOpenReadWrite|gorvOpenCloexec, 0)
}

// gorvRingTaken closes the descriptor that proved to be gorv's.
func gorvRingTaken(r *gorvRequest) { closefd(r.fd) }
