package runtime

import "unsafe"

// gorvBuf is a byte buffer outside the Go heap, written by an M that may not
// allocate. When it is full it says so and keeps what fits.
type gorvBuf struct {
	p    uintptr // not a pointer: storing it needs no write barrier
	n    uintptr
	cap  uintptr
	full bool
}

// grow gives the buffer room for at least want bytes and empties it. Never
// called under a lock: it maps memory.
func (b *gorvBuf) grow(want uintptr) bool {
	b.n, b.full = 0, false
	if want <= b.cap {
		return true
	}
	size := uintptr(1 << 16)
	for size < want {
		size *= 2
	}
	p := gorvMapPrivate(size)
	if p == 0 {
		return false
	}
	if b.cap != 0 {
		gorvUnmap(b.p, b.cap)
	}
	b.p, b.cap = p, size
	return true
}

func (b *gorvBuf) at(i uintptr) unsafe.Pointer {
	return add(nil, b.p+i)
}

func (b *gorvBuf) putU8(x uint64) {
	if b.n == b.cap {
		b.full = true
		return
	}
	*(*byte)(b.at(b.n)) = byte(x)
	b.n++
}

func (b *gorvBuf) putUvarint(x uint64) {
	if b.cap-b.n < 10 {
		b.full = true
		return
	}
	for x >= 0x80 {
		*(*byte)(b.at(b.n)) = byte(x) | 0x80
		b.n++
		x >>= 7
	}
	*(*byte)(b.at(b.n)) = byte(x)
	b.n++
}

func (b *gorvBuf) putSvarint(x int64) {
	b.putUvarint(uint64(x<<1) ^ uint64(x>>63))
}

func (b *gorvBuf) putU64(x uint64) {
	for i := uint(0); i < 64; i += 8 {
		b.putU8(x >> i & 0xff)
	}
}

func (b *gorvBuf) putText(s string) {
	if b.cap-b.n < uintptr(len(s))+10 {
		b.full = true
		return
	}
	b.putUvarint(uint64(len(s)))
	for i := 0; i < len(s); i++ {
		*(*byte)(b.at(b.n)) = s[i]
		b.n++
	}
}

// beginFrame leaves room for a frame header and returns where it begins.
func (b *gorvBuf) beginFrame() uintptr {
	at := b.n
	if b.cap-b.n < gorvFrameHeaderSize {
		b.full = true
		return at
	}
	b.n += gorvFrameHeaderSize
	return at
}

// endFrame fills in the header of the frame that begins at at: payload length
// (u32), kind (u8), flags (u8), sync mark (u16), all little-endian.
func (b *gorvBuf) endFrame(at uintptr, kind, flags uint64) {
	if b.full {
		return
	}
	end := b.n
	length := uint64(end - at - gorvFrameHeaderSize)
	b.n = at
	for i := uint(0); i < 32; i += 8 {
		b.putU8(length >> i & 0xff)
	}
	b.putU8(kind)
	b.putU8(flags)
	b.putU8(gorvFrameSync & 0xff)
	b.putU8(gorvFrameSync >> 8)
	b.n = end
}
