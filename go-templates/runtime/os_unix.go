package runtime

import "unsafe"

const (
	gorvMapSharedFlag = 0x1 // MAP_SHARED, the same on every Unix
	gorvOpenReadWrite = 0x2 // O_RDWR, likewise
)

// gorvMapPrivate gives zeroed memory outside the Go heap, or 0.
func gorvMapPrivate(size uintptr) uintptr {
	p, err := mmap(nil, size, _PROT_READ|_PROT_WRITE, _MAP_ANON|_MAP_PRIVATE, -1, 0)
	if err != 0 {
		return 0
	}
	return uintptr(p)
}

func gorvUnmap(p, size uintptr) {
	munmap(add(nil, p), size)
}

// gorvAttach maps the ring that gorv passed as descriptor fd, and closes fd.
// Nothing is read from, written to or closed that does not carry nonce: fd may
// be anything if gorv is not really there.
func gorvAttach(fd int32, nonce *[16]byte) bool {
	// Only what can be mapped is looked at: opening a pipe or a terminal once
	// more could take bytes away from the program.
	probe, err := mmap(nil, gorvRingHeaderSize, _PROT_READ, gorvMapSharedFlag, fd, 0)
	if err != 0 {
		return false
	}
	munmap(probe, gorvRingHeaderSize)

	// A description of its own, so that reading moves nobody's offset; and a
	// read, not a look into the mapping: that would be SIGBUS in an empty file.
	own := gorvReopen(fd)
	if own < 0 {
		return false
	}
	var head [gorvRingHeadBytes]byte
	n := read(own, noescape(unsafe.Pointer(&head[0])), gorvRingHeadBytes)
	ok := n == gorvRingHeadBytes
	for i := 0; ok && i < len(gorvRingMagic); i++ {
		ok = head[i] == gorvRingMagic[i]
	}
	for i := 0; ok && i < len(nonce); i++ {
		ok = head[gorvRingNonce+i] == nonce[i]
	}
	size := uint64(0)
	for i := 7; i >= 0; i-- {
		size = size<<8 | uint64(head[gorvRingSize+i])
	}
	if !ok || size == 0 || size > 1<<40 {
		closefd(own)
		return false
	}
	p, err := mmap(nil, uintptr(gorvRingHeaderSize+size), _PROT_READ|_PROT_WRITE, gorvMapSharedFlag, own, 0)
	closefd(own)
	if err != 0 {
		return false
	}
	closefd(fd)
	gorvRing.header = uintptr(p)
	gorvRing.data = uintptr(p) + gorvRingHeaderSize
	gorvRing.size = size
	return true
}

// gorvReopen opens what fd refers to once more, close-on-exec.
func gorvReopen(fd int32) int32 {
	var path [32]byte
	n := copy(path[:], gorvFdDir)
	digits := 1
	for x := fd; x >= 10; x /= 10 {
		digits++
	}
	for i, x := digits-1, fd; i >= 0; i, x = i-1, x/10 {
		path[n+i] = byte('0' + x%10)
	}
	return open(&path[0], gorvOpenReadWrite|gorvOpenCloexec, 0)
}
