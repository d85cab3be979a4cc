package runtime

import "gorv/go-templates/atomic"

// The dictionary of a recording: functions and go statements that events name
// by number. Written when one is first seen, before the event that names it.
// Both tables are fixed: hooks cannot allocate.

var gorvDict struct {
	locked  uint32
	n       uint32 // bytes of the dictionary
	full    bool
	nsyms   uint32
	nsites  uint32
	symbols [gorvDictSlots]struct {
		pc uintptr
		id uint32
	}
	sites [gorvDictSlots]struct {
		gopc, startpc uintptr
		id            uint32
	}
}

const (
	gorvDictSlots = 1 << 14
	gorvDictMost  = gorvDictSlots / 4 * 3
)

// gorvSite gives the number of a go statement and what it starts; 0 where
// there is no room for it.
func gorvSite(b *gorvStream, newg *g) uint64 {
	gopc, startpc := newg.gopc, newg.startpc
	mix := gopc ^ startpc ^ gopc>>12
	kept := &b.sites[mix%gorvSiteSlots]
	if kept.gopc == gopc && kept.startpc == startpc && kept.id != 0 {
		return kept.id
	}
	for !atomic.Cas(&gorvDict.locked, 0, 1) {
		osyield()
	}
	id := gorvSiteLocked(mix, gopc, startpc, newg)
	atomic.Store(&gorvDict.locked, 0)
	kept.gopc = gopc
	kept.startpc = startpc
	kept.id = uint64(id)
	return uint64(id)
}

func gorvSiteLocked(mix, gopc, startpc uintptr, newg *g) uint32 {
	d := &gorvDict
	i := mix % gorvDictSlots
	for d.sites[i].id != 0 {
		if d.sites[i].gopc == gopc && d.sites[i].startpc == startpc {
			return d.sites[i].id
		}
		i = (i + 1) % gorvDictSlots
	}
	if d.nsites == gorvDictMost {
		return 0
	}
	start := gorvSymbolLocked(gorvStartPC(newg), newg)
	made := gorvSymbolLocked(gopc-1, nil)
	var w gorvDictWriter
	if !w.begin(32) {
		return 0
	}
	d.nsites++
	d.sites[i].gopc = gopc
	d.sites[i].startpc = startpc
	d.sites[i].id = d.nsites
	w.u8(gorvDictSite)
	w.u(uint64(d.nsites))
	w.u(uint64(start))
	w.u(uint64(made))
	w.end()
	return d.nsites
}

// gorvSymbolLocked numbers the function at pc; owner, if not nil, starts there.
func gorvSymbolLocked(pc uintptr, owner *g) uint32 {
	d := &gorvDict
	i := (pc ^ pc>>13) % gorvDictSlots
	for d.symbols[i].id != 0 {
		if d.symbols[i].pc == pc {
			return d.symbols[i].id
		}
		i = (i + 1) % gorvDictSlots
	}
	f := findfunc(pc)
	if !f.valid() || d.nsyms == gorvDictMost {
		return 0
	}
	name := funcname(f)
	file, line := funcline1(f, pc, false)
	var w gorvDictWriter
	if !w.begin(uintptr(len(name)+len(file)) + 32) {
		return 0
	}
	d.nsyms++
	d.symbols[i].pc = pc
	d.symbols[i].id = d.nsyms
	w.u8(gorvDictSymbol)
	w.u(uint64(d.nsyms))
	w.u(uint64(line))
	w.text(name)
	w.text(file)
	system := byte(0)
	if owner != nil && isSystemGoroutine(owner, false) {
		system = 1
	}
	w.u8(system)
	w.end()
	return d.nsyms
}

// gorvDictWriter appends one entry: its length (u16, little-endian), its bytes.
type gorvDictWriter struct {
	start, at uintptr
}

func (w *gorvDictWriter) begin(most uintptr) bool {
	if gorvDict.full || uintptr(gorvDict.n)+most+2 > gorvDictSize || most > 0xffff {
		gorvDict.full = true
		return false
	}
	w.start = gorvEvents.dict + uintptr(gorvDict.n)
	w.at = w.start + 2
	return true
}

func (w *gorvDictWriter) u8(x byte) {
	*(*byte)(add(nil, w.at)) = x
	w.at++
}

func (w *gorvDictWriter) u(x uint64) {
	for x >= 0x80 {
		w.u8(byte(x) | 0x80)
		x >>= 7
	}
	w.u8(byte(x))
}

func (w *gorvDictWriter) text(s string) {
	w.u(uint64(len(s)))
	for i := 0; i < len(s); i++ {
		w.u8(s[i])
	}
}

func (w *gorvDictWriter) end() {
	n := w.at - w.start - 2
	*(*byte)(add(nil, w.start)) = byte(n)
	*(*byte)(add(nil, w.start+1)) = byte(n >> 8)
	gorvDict.n += uint32(n) + 2
	atomic.StoreRel(gorvWord(gorvEvents.base+gorvEventsDictPos), gorvOrder32(gorvDict.n))
}
