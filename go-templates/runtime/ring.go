package runtime

import (
	"unsafe"

	"gorv/go-templates/atomic"
)

// gorvRing is the shared memory between this program and gorv: a header page
// and a ring of frame bytes. The program owns the write position, gorv the
// read position. After init nothing here is a descriptor, so the program can
// close, reuse or pass on any descriptor it likes, may chroot, drop its rights
// or filter its system calls; and nothing can block, raise SIGPIPE or leak
// into a child.
var gorvRing struct {
	header uintptr // 0: no sampler
	data   uintptr
	size   uint64
	wpos   uint64
}

// gorvRingSizeIn reads the header of a ring: 0 if it is not gorv's.
func gorvRingSizeIn(head *[gorvRingHeadBytes]byte, nonce *[16]byte) uint64 {
	for i := 0; i < len(gorvRingMagic); i++ {
		if head[i] != gorvRingMagic[i] {
			return 0
		}
	}
	for i := 0; i < len(nonce); i++ {
		if head[gorvRingNonce+i] != nonce[i] {
			return 0
		}
	}
	size := gorvHeadWord(head, gorvRingSize, 8)
	if size > gorvRingMost {
		return 0
	}
	return size
}

// gorvHeadWord reads a little-endian number of so many bytes.
func gorvHeadWord(head *[gorvRingHeadBytes]byte, at, bytes int) (x uint64) {
	for i := bytes - 1; i >= 0; i-- {
		x = x<<8 | uint64(head[at+i])
	}
	return
}

// gorvRingMapped is how much is to be mapped: events lie behind the ring.
func gorvRingMapped(head *[gorvRingHeadBytes]byte, size uint64) uintptr {
	most := uint32(gorvHeadWord(head, gorvRingEvents, 4))
	return uintptr(gorvRingHeaderSize+size) + gorvEventsSize(most)
}

const gorvRingMost = 1 << 30 // fits the address space of 32 bits

// gorvRingAt takes a mapped ring, and the events behind it, into use.
func gorvRingAt(p uintptr, size uint64, head *[gorvRingHeadBytes]byte) {
	most := uint32(gorvHeadWord(head, gorvRingEvents, 4))
	flags := uint32(gorvHeadWord(head, gorvRingEventsFlags, 4))
	if most != 0 && !gorvEventsAt(p+gorvRingHeaderSize+uintptr(size), most, flags) {
		return
	}
	gorvRing.header = p
	gorvRing.data = p + gorvRingHeaderSize
	gorvRing.size = size
}

// gorvOrder turns a word of the ring from or to little-endian, which gorv reads.
func gorvOrder(x uint64) uint64 {
	const big = GOARCH == "s390x" || GOARCH == "ppc64" || GOARCH == "mips" || GOARCH == "mips64"
	if !big {
		return x
	}
	y := uint64(0)
	for i := 0; i < 8; i++ {
		y = y<<8 | x&0xff
		x >>= 8
	}
	return y
}

func gorvRingWord(offset uintptr) *uint64 {
	return (*uint64)(add(nil, gorvRing.header+offset))
}

// gorvRingFree says how many bytes gorv has read and so can be written over.
func gorvRingFree() uint64 {
	used := gorvRing.wpos - gorvOrder(atomic.Load64(gorvRingWord(gorvRingReadPos)))
	if used > gorvRing.size {
		return 0 // not a read position gorv would write
	}
	return gorvRing.size - used
}

// gorvRingWrite copies at most n bytes into the ring, makes them visible and
// says how many it took.
func gorvRingWrite(p unsafe.Pointer, n uintptr) uintptr {
	free := gorvRingFree()
	if uint64(n) > free {
		n = uintptr(free)
	}
	at := gorvRing.wpos % gorvRing.size
	first := n
	if at+uint64(first) > gorvRing.size {
		first = uintptr(gorvRing.size - at)
	}
	memmove(add(nil, gorvRing.data+uintptr(at)), p, first)
	memmove(add(nil, gorvRing.data), add(p, first), n-first)
	gorvRing.wpos += uint64(n)
	atomic.Store64(gorvRingWord(gorvRingWritePos), gorvOrder(gorvRing.wpos))
	return n
}
