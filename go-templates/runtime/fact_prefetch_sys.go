package runtime

import (
	"unsafe"

	"gorv/go-templates/sys"
)

// gorvPrefetchG asks for the two lines of a G that a snapshot reads. What it
// costs to look at very many Gs is the waiting for their memory.
//
//go:nowritebarrierrec
func gorvPrefetchG(gp *g) {
	sys.Prefetch(uintptr(unsafe.Pointer(gp)) + unsafe.Offsetof(gp.atomicstatus))
	sys.Prefetch(uintptr(unsafe.Pointer(gp)) + unsafe.Offsetof(gp.schedlink))
}
