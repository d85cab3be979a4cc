//go:build gorv_other

package runtime

// macOS and FreeBSD have no /proc: the ring comes as a named file of this
// user's, which gorv removes once it is mapped.

var gorvRingPath [1024]byte // PATH_MAX; too large for a signal-sized stack

func gorvOpenRing(r *gorvRequest) int32 {
	if r.path == "" || len(r.path) >= len(gorvRingPath) {
		return -1
	}
	copy(gorvRingPath[:], r.path)
	return open(&gorvRingPath[0], gorvOpenReadWrite, 0)
}

func gorvRingTaken(r *gorvRequest) {}
