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

// gorvNap sleeps: by notetsleep, as usleep is off by a factor of 1000 on
// several ports.
//
//go:nowritebarrierrec
func gorvNap(ns int64) {
	noteclear(&gorvSampler.note)
	notetsleep(&gorvSampler.note, ns)
}

// gorvAttach maps the ring. Nothing is written to that does not carry nonce.
func gorvAttach(r *gorvRequest) bool {
	own := gorvOpenRing(r)
	if own < 0 {
		return false
	}
	// A read, not a look into the mapping: that would be SIGBUS in an empty file.
	var head [gorvRingHeadBytes]byte
	n := read(own, noescape(unsafe.Pointer(&head[0])), gorvRingHeadBytes)
	size := uint64(0)
	if n == gorvRingHeadBytes {
		size = gorvRingSizeIn(&head, &r.nonce)
	}
	if size == 0 {
		closefd(own)
		return false
	}
	p, err := mmap(nil, gorvRingMapped(&head, size), _PROT_READ|_PROT_WRITE, gorvMapSharedFlag, own, 0)
	closefd(own)
	if err != 0 {
		return false
	}
	gorvRingAt(uintptr(p), size, &head)
	gorvRingTaken(r)
	return true
}

// gorvHideFromC takes the variable out of the C environment as well: getenv in
// cgo code, system(3) and posix_spawn read the array behind argv. The text is
// blanked too, for /proc/self/environ.
func gorvHideFromC() {
	if argv == nil || islibrary || isarchive {
		return
	}
	slot := func(i int32) **byte {
		return (**byte)(add(unsafe.Pointer(argv), uintptr(argc+1+i)*unsafe.Sizeof(argv)))
	}
	to := int32(0)
	for i := int32(0); ; i++ {
		s := *slot(i)
		if s != nil && gorvHasEnvKey(s) {
			for p := unsafe.Pointer(s); *(*byte)(p) != 0; p = add(p, 1) {
				*(*byte)(p) = 0
			}
			continue
		}
		*slot(to) = s
		to++
		if s == nil {
			return
		}
	}
}

func gorvHasEnvKey(s *byte) bool {
	for i := 0; i < len(gorvEnvKey); i++ {
		if *(*byte)(add(unsafe.Pointer(s), uintptr(i))) != gorvEnvKey[i] {
			return false
		}
	}
	return true
}
