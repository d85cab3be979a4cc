package runtime

// gorvSymbols numbers the program counters that a recording names: 0 is
// unknown, 1 and up are announced by a symbol frame before their first use.
// A fixed table without pointers: the sampler cannot allocate.
var gorvSymbols struct {
	slots [gorvSymbolSlots]struct {
		pc     uintptr
		id     uint32
		system bool
	}
	n   uint32
	buf gorvBuf
}

const (
	gorvSymbolSlots = 1 << 14
	gorvSymbolMax   = gorvSymbolSlots / 4 * 3
	gorvSymbolRoom  = 4 << 20
)

// gorvSymbol gives the number of pc, the entry of a function or (call) a
// return address. owner, if not nil, is a G that starts at pc.
func gorvSymbol(pc uintptr, call bool, owner *g) (id uint64, system bool) {
	if pc == 0 {
		return 0, false
	}
	at := pc
	if call {
		at-- // the call itself, not the line after it
	}
	i := (at ^ at>>13) % gorvSymbolSlots
	for gorvSymbols.slots[i].pc != 0 {
		if gorvSymbols.slots[i].pc == at {
			return uint64(gorvSymbols.slots[i].id), gorvSymbols.slots[i].system
		}
		i = (i + 1) % gorvSymbolSlots
	}
	f := findfunc(at)
	if !f.valid() || gorvSymbols.n == gorvSymbolMax {
		return 0, false
	}
	name := funcname(f)
	file, line := funcline1(f, at, false)
	b := &gorvSymbols.buf
	start := b.n
	frame := b.beginFrame()
	gorvPutSymbol(b, uint64(gorvSymbols.n)+1, uint64(line), name, file)
	b.endFrame(frame, gorvFrameSymbol, 0)
	if b.full {
		b.n, b.full = start, false // no room now: unknown, and tried again next time
		return 0, false
	}
	gorvSymbols.n++
	s := &gorvSymbols.slots[i]
	s.pc = at
	s.id = gorvSymbols.n
	s.system = owner != nil && isSystemGoroutine(owner, false)
	return uint64(s.id), s.system
}
