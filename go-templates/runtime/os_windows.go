//go:build gorv_other

package runtime

import "unsafe"

//go:cgo_import_dynamic runtime._gorvCreateFileW CreateFileW%7 "kernel32.dll"
//go:cgo_import_dynamic runtime._gorvCreateFileMappingW CreateFileMappingW%6 "kernel32.dll"
//go:cgo_import_dynamic runtime._gorvMapViewOfFile MapViewOfFile%5 "kernel32.dll"
//go:cgo_import_dynamic runtime._gorvUnmapViewOfFile UnmapViewOfFile%1 "kernel32.dll"
//go:cgo_import_dynamic runtime._gorvCloseHandle CloseHandle%1 "kernel32.dll"
//go:cgo_import_dynamic runtime._gorvVirtualAlloc VirtualAlloc%4 "kernel32.dll"
//go:cgo_import_dynamic runtime._gorvVirtualFree VirtualFree%3 "kernel32.dll"
//go:cgo_import_dynamic runtime._gorvSetEnvironmentVariableW SetEnvironmentVariableW%2 "kernel32.dll"

var (
	_gorvCreateFileW,
	_gorvCreateFileMappingW,
	_gorvMapViewOfFile,
	_gorvUnmapViewOfFile,
	_gorvCloseHandle,
	_gorvVirtualAlloc,
	_gorvVirtualFree,
	_gorvSetEnvironmentVariableW stdFunction
)

const (
	gorvGenericReadWrite = 0xc0000000
	gorvShareAll         = 0x7 // read, write, delete: gorv has it open and removes it
	gorvOpenExisting     = 3
	gorvPageReadWrite    = 0x4
	gorvMapReadWrite     = 0x6
	gorvCommitReserve    = 0x3000
	gorvRelease          = 0x8000
	gorvInvalidHandle    = ^uintptr(0)
)

// gorvMapPrivate gives zeroed memory outside the Go heap, or 0.
func gorvMapPrivate(size uintptr) uintptr {
	return gorvCall4(_gorvVirtualAlloc, 0, size, gorvCommitReserve, gorvPageReadWrite)
}

func gorvUnmap(p, size uintptr) {
	gorvCall3(_gorvVirtualFree, p, 0, gorvRelease)
}

// gorvNap sleeps: usleep is finer than notetsleep on Windows.
//
//go:nowritebarrierrec
func gorvNap(ns int64) {
	usleep(uint32(ns / 1000))
}

// gorvRingPath holds UTF-16: the path of the ring, a named file of this user's.
var gorvRingPath [1 << 12]uint16

// gorvAttach maps the ring. Nothing is written to that does not carry nonce.
func gorvAttach(r *gorvRequest) bool {
	if !gorvWide(r.path) {
		return false
	}
	path := uintptr(unsafe.Pointer(&gorvRingPath[0]))
	file := gorvCall7(_gorvCreateFileW, path, gorvGenericReadWrite, gorvShareAll, 0, gorvOpenExisting, 0, 0)
	if file == gorvInvalidHandle {
		return false
	}
	// As large as the file is: an empty one cannot be mapped.
	mapping := gorvCall6(_gorvCreateFileMappingW, file, 0, gorvPageReadWrite, 0, 0, 0)
	gorvCall1(_gorvCloseHandle, file)
	if mapping == 0 {
		return false
	}
	view := gorvCall5(_gorvMapViewOfFile, mapping, gorvMapReadWrite, 0, 0, gorvRingHeaderSize)
	size := uint64(0)
	var head [gorvRingHeadBytes]byte
	if view != 0 {
		head = *(*[gorvRingHeadBytes]byte)(add(nil, view))
		size = gorvRingSizeIn(&head, &r.nonce)
		gorvCall1(_gorvUnmapViewOfFile, view)
	}
	if size != 0 {
		view = gorvCall5(_gorvMapViewOfFile, mapping, gorvMapReadWrite, 0, 0, gorvRingMapped(&head, size))
	}
	gorvCall1(_gorvCloseHandle, mapping)
	if size == 0 || view == 0 {
		return false
	}
	gorvRingAt(view, size, &head)
	return true
}

// gorvWide puts s as UTF-16 into gorvRingPath; false if it is empty or too long.
func gorvWide(s string) bool {
	n := 0
	for _, c := range s {
		if n+3 > len(gorvRingPath) {
			return false
		}
		if c >= 0x10000 {
			c -= 0x10000
			gorvRingPath[n] = uint16(0xd800 + c>>10)
			gorvRingPath[n+1] = uint16(0xdc00 + c&0x3ff)
			n += 2
			continue
		}
		gorvRingPath[n] = uint16(c)
		n++
	}
	gorvRingPath[n] = 0
	return n > 0
}

// gorvHideFromC takes the variable out of the process's own block, which
// os.Getenv and children read.
func gorvHideFromC() {
	if gorvWide(gorvEnvKey[:len(gorvEnvKey)-1]) {
		gorvCall2(_gorvSetEnvironmentVariableW, uintptr(unsafe.Pointer(&gorvRingPath[0])), 0)
	}
}
