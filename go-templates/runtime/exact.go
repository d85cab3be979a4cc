package runtime

import (
	"unsafe"

	"gorv/go-templates/atomic"
)

// Exact events: every M records what it does to the scheduler into chunks of
// shared memory, which gorv reads while they are filled. Whatever becomes of
// the program, what was recorded is there: nothing is flushed at an exit.
//
// A hook runs anywhere in the scheduler: under its locks, without a P, on a
// stack of a few hundred bytes. So nothing here allocates, blocks but for
// memory from gorv, splits the stack, or has a write barrier.

// gorvOn is 1 while hooks record.
var gorvOn uint32

// gorvEvents is the part of the shared memory that holds events.
var gorvEvents struct {
	_     [64]byte // what is written often has a cache line of its own
	seq   uint64   // of operations under sched.lock, which guards it
	reuse uint32   // list of streams whose M has ended: a count in the upper half, index plus one
	_     [64]byte

	base   uintptr // 0: this program is not recorded exactly
	free   uintptr // numbers of chunks that gorv gives back, plus one
	full   uintptr // numbers of chunks that gorv is to take, plus one
	table  uintptr // an entry for each chunk
	dict   uintptr
	chunks uintptr
	most   uint32 // how many chunks there may be
	clock  uint32 // one of gorvClock*
	lossy  bool
	truth  bool
	reader uintptr    // gorv's process; 0: it cannot be looked for
	beat   uint32     // the last sign of life
	looks  uint32     // and how often the observer came since
	cpus   [1024]byte // what looking for it tells besides

	streams  uintptr // gorvStream for each M
	nstreams uint32
}

// gorvStream is what one M records into. m.gorv points to it; it lies outside
// the Go heap.
type gorvStream struct {
	at     uintptr // where the next byte goes
	limit  uintptr // no record begins here or behind
	entry  uintptr // of the chunk, in the table
	chunk  uint32
	number uint32 // how many chunks this M has had
	id     uint32
	next   uint32 // list of streams without an M
	start  uintptr
	gen    uint32 // of what is kept for this chunk alone

	t     int64   // stamp of the last record
	slept uintptr // behind the park of a sleeper
	fire  uintptr // behind a timer that fired: what follows from it has its time
	goid  uint64  // last one written
	cgoid uint64  // last one created
	seq   uint64
	ons   [16]uintptr // last address waited for, by reason
	added gorvTimerAt // last timer added
	fired gorvTimerAt

	got     uintptr // *g: taken from a queue, or about to be run
	from    uint32  // where it was found: one of gorvRunFrom*
	newg    uintptr // *g: created, not yet put into a queue
	parent  uint64  // whose goid made it
	site    uint64
	curg    uint64 // goid that runs here, as far as recorded
	waitOn  uintptr
	sysp    uintptr // *p that went into a system call
	epoch   uint32  // its epoch then
	how     uint8   // how it came back
	spin    bool
	lost    uint64
	holding bool

	parks [gorvParkSlots]struct {
		on     uintptr
		reason uint32
		gen    uint32
	}
	sites [gorvSiteSlots]struct {
		gopc, startpc uintptr
		id            uint64
	}
}

type gorvTimerAt struct {
	when  int64
	timer uintptr
}

const (
	gorvParkSlots   = 64
	gorvSiteSlots   = 64
	gorvStreamsMost = 1 << 14
	gorvNapLength   = 500     // µs
	gorvNapsMost    = 20000   // without a sign of life from gorv: some ten seconds
	gorvNoProcess   = -3      // ESRCH
	gorvLooksMost   = 10      // without a sign of life, before gorv is looked for
	gorvNever       = 1 << 53 // ns: later than any clock that runs
	gorvClockSlack  = 100     // units of the stamp, well below a microsecond
)

// gorvEventsAt takes the events' part of the shared memory into use.
func gorvEventsAt(base uintptr, most, flags uint32) bool {
	streams := gorvMapPrivate(gorvStreamsMost * unsafe.Sizeof(gorvStream{}))
	if streams == 0 {
		return false
	}
	e := &gorvEvents
	e.streams = streams
	e.most = most
	e.free = base + gorvEventsHeaderSize
	e.full = e.free + uintptr(most)*4
	e.table = e.full + uintptr(most)*4
	e.dict = e.table + uintptr(most)*gorvChunkEntrySize
	e.chunks = e.dict + gorvDictSize
	e.clock = flags & gorvEventsNanotime
	e.lossy = flags&gorvEventsLossy != 0
	e.truth = flags&gorvEventsTruth != 0
	e.base = base
	// In a namespace of its own the program may not see gorv.
	e.reader = uintptr(gorvOrder32(*gorvWord(base + gorvEventsReader)))
	if gorvReaderGone() {
		e.reader = 0
	}
	return true
}

// gorvReaderGone reports whether gorv's process has ended, as far as that can be known.
func gorvReaderGone() bool {
	e := &gorvEvents
	return e.reader != 0 && sched_getaffinity(e.reader, unsafe.Sizeof(e.cpus), &e.cpus[0]) == gorvNoProcess
}

func gorvEventsSize(most uint32) uintptr {
	return gorvEventsHeaderSize + gorvDictSize + uintptr(most)*(4+4+gorvChunkEntrySize+gorvChunkSize)
}

//go:nosplit
func gorvWord(at uintptr) *uint32 {
	return (*uint32)(add(nil, at))
}

// gorvOrder32 turns a word of the shared memory from or to little-endian.
//
//go:nosplit
func gorvOrder32(x uint32) uint32 {
	const big = GOARCH == "s390x" || GOARCH == "ppc64" || GOARCH == "mips" || GOARCH == "mips64"
	if !big {
		return x
	}
	return x<<24 | x<<8&0xff0000 | x>>8&0xff00 | x>>24
}

// gorvStamp is the clock of events, in units that the sync frames explain.
//
//go:nosplit
func gorvStamp() int64 {
	if gorvEvents.clock != 0 {
		return nanotime() >> gorvClockShift
	}
	return int64(uint64(gorvTicks()) >> gorvClockShift)
}

// gorvHere is this M's stream, with room for one record; nil if nothing is to
// be recorded.
//
//go:nosplit
func gorvHere() *gorvStream {
	at := getg().m.gorv
	if at == 0 {
		at = gorvFirst()
		if at == 0 {
			return nil
		}
	}
	b := (*gorvStream)(add(nil, at))
	if b.at >= b.limit && !gorvTurn(b) {
		return nil
	}
	return b
}

// gorvFirst is for an M that has recorded nothing yet: gives it its stream.
//
//go:nosplit
func gorvFirst() uintptr {
	if gorvOn == 0 {
		return 0
	}
	return gorvStreamFor(getg().m)
}

// begin starts a record that carries the time.
//
//go:nosplit
func (b *gorvStream) begin(kind byte) {
	b.at = b.stamped(kind)
}

// stamped writes the kind and the time of a record and says where it goes on.
//
//go:nosplit
func (b *gorvStream) stamped(kind byte) uintptr {
	t := gorvStamp()
	d := t - b.t
	at := b.at
	*(*byte)(add(nil, at)) = kind
	if uint64(d) < 0x80 {
		b.t = t
		*(*byte)(add(nil, at+1)) = byte(d)
		return at + 2
	}
	if d < 0 {
		d = 0 // another CPU's clock, a few ticks behind
	}
	b.t += d
	return gorvUvarint(at+1, uint64(d))
}

// now starts a record at the time of its chunk, which has just begun.
//
//go:nosplit
func (b *gorvStream) now(kind byte) {
	b.u8(kind)
	b.u8(0)
}

// bare starts a record that happens at the time of the last one.
//
//go:nosplit
func (b *gorvStream) bare(kind byte) {
	*(*byte)(add(nil, b.at)) = kind
	b.at++
}

// end makes everything so far visible to gorv.
//
//go:nosplit
func (b *gorvStream) end() {
	atomic.StoreRel(gorvWord(b.entry), gorvOrder32(uint32(b.at-b.start)))
}

// endAt does so where the record ends at at.
//
//go:nosplit
func (b *gorvStream) endAt(at uintptr) {
	b.at = at
	atomic.StoreRel(gorvWord(b.entry), gorvOrder32(uint32(at-b.start)))
}

// gorvUvarint writes x at at and says where it ends.
//
//go:nosplit
func gorvUvarint(at uintptr, x uint64) uintptr {
	for x >= 0x80 {
		*(*byte)(add(nil, at)) = byte(x) | 0x80
		at++
		x >>= 7
	}
	*(*byte)(add(nil, at)) = byte(x)
	return at + 1
}

// goid writes a goid at at, as the difference to the last one.
//
//go:nosplit
func (b *gorvStream) goidAt(at uintptr, goid uint64) uintptr {
	d := goid - b.goid
	b.goid = goid
	d = d<<1 ^ uint64(int64(d)>>63)
	if d < 0x80 {
		*(*byte)(add(nil, at)) = byte(d)
		return at + 1
	}
	return gorvUvarint(at, d)
}

//go:nosplit
func (b *gorvStream) u(x uint64) {
	b.at = gorvUvarint(b.at, x)
}

//go:nosplit
func (b *gorvStream) s(x int64) {
	b.u(uint64(x<<1) ^ uint64(x>>63))
}

//go:nosplit
func (b *gorvStream) u8(x byte) {
	*(*byte)(add(nil, b.at)) = x
	b.at++
}

// g writes a goid.
//
//go:nosplit
func (b *gorvStream) g(goid uint64) {
	b.at = b.goidAt(b.at, goid)
}

// underLock writes the number of an operation under sched.lock.
//
//go:nosplit
func (b *gorvStream) underLock() {
	gorvEvents.seq++
	b.u(gorvEvents.seq - b.seq)
	b.seq = gorvEvents.seq
}

// gorvStreamFor gives an M its stream, without a chunk yet; 0 if there is none.
//
//go:nosplit
func gorvStreamFor(mp *m) uintptr {
	i := gorvStreamIndex()
	if i == 0 {
		return 0
	}
	b := (*gorvStream)(add(nil, gorvEvents.streams+uintptr(i-1)*unsafe.Sizeof(gorvStream{})))
	b.id = uint32(mp.id)
	b.number = 0
	b.start = 0
	b.at = 0
	b.limit = 0
	b.got = 0
	b.newg = 0
	b.curg = 0
	b.sysp = 0
	b.waitOn = 0
	b.how = gorvRecSysback
	b.spin = false
	b.lost = 0
	mp.gorv = uintptr(unsafe.Pointer(b))
	return mp.gorv
}

// gorvStreamIndex takes a free stream; 0 if there is none.
//
//go:nosplit
func gorvStreamIndex() uint32 {
	e := &gorvEvents
	for {
		head := atomic.Load(&e.reuse)
		i := head & 0xffff
		if i == 0 {
			break
		}
		b := (*gorvStream)(add(nil, e.streams+uintptr(i-1)*unsafe.Sizeof(gorvStream{})))
		if atomic.Cas(&e.reuse, head, (head>>16+1)<<16|b.next) {
			return i
		}
	}
	i := atomic.Xadd(&e.nstreams, 1)
	if i > gorvStreamsMost {
		atomic.Xadd(&e.nstreams, -1)
		atomic.Xadd(gorvWord(e.base+gorvEventsLost), 1)
		return 0
	}
	return i
}

// gorvStreamDone gives the stream of an M that ends back.
//
//go:nosplit
func gorvStreamDone(mp *m) {
	if mp.gorv == 0 {
		return
	}
	b := (*gorvStream)(add(nil, mp.gorv))
	mp.gorv = 0
	gorvHandOver(b)
	e := &gorvEvents
	i := uint32((uintptr(unsafe.Pointer(b))-e.streams)/unsafe.Sizeof(gorvStream{})) + 1
	for {
		head := atomic.Load(&e.reuse)
		b.next = head & 0xffff
		if atomic.Cas(&e.reuse, head, (head>>16+1)<<16|i) {
			return
		}
	}
}

// gorvHandOver gives a full chunk, or one whose M ends, to gorv.
//
//go:nosplit
func gorvHandOver(b *gorvStream) {
	if b.start == 0 {
		return
	}
	at := atomic.Xadd(gorvWord(gorvEvents.base+gorvEventsFullTail), 1) - 1
	slot := gorvWord(gorvEvents.full + uintptr(at%gorvEvents.most)*4)
	atomic.StoreRel(slot, gorvOrder32(b.chunk+1))
	b.start = 0
	b.at = 0
	b.limit = 0
}

// gorvTurn gives a stream a new chunk. false: there is none, and what would
// have been recorded is lost and counted.
//
//go:nosplit
func gorvTurn(b *gorvStream) bool {
	gorvHandOver(b)
	if gorvOn == 0 {
		return false
	}
	before := int64(0)
	chunk := gorvTakeChunk()
	if chunk == 0 {
		if gorvEvents.lossy {
			b.lost++
			atomic.Xadd(gorvWord(gorvEvents.base+gorvEventsLost), 1)
			return false
		}
		before = nanotime()
		chunk = gorvAwaitChunk()
		if chunk == 0 {
			return false
		}
	}
	b.chunk = chunk - 1
	b.entry = gorvEvents.table + uintptr(b.chunk)*gorvChunkEntrySize
	b.start = gorvEvents.chunks + uintptr(b.chunk)*gorvChunkSize
	b.limit = b.start + gorvChunkSize - gorvRecordMost
	b.at = b.start
	b.gen++
	b.goid, b.cgoid, b.seq = 0, 0, 0
	for i := range b.ons {
		b.ons[i] = 0
	}
	b.added = gorvTimerAt{}
	b.fired = gorvTimerAt{}
	b.slept, b.fire = 0, 0
	b.t = gorvStamp()
	for i := uint(0); i < 64; i += 8 {
		b.u8(byte(uint64(b.t) >> i))
	}
	// In this order for a reader who does not know yet that it is another's chunk now.
	atomic.StoreRel(gorvWord(b.entry), 0)
	atomic.StoreRel(gorvWord(b.entry+gorvChunkM), gorvOrder32(b.id))
	atomic.StoreRel(gorvWord(b.entry+gorvChunkNumber), gorvOrder32(b.number))
	if b.number == 0 {
		b.now(gorvRecMstart)
		procid := getg().m.procid
		if procid == 0 {
			procid = uint64(gettid()) // m0 begins before it knows
		}
		b.u(procid)
		b.u(0)
	}
	b.number++
	if before != 0 {
		b.now(gorvRecStall)
		b.u(uint64(nanotime() - before))
	}
	if b.lost != 0 {
		b.now(gorvRecLost)
		b.u(b.lost)
		b.lost = 0
	}
	b.end()
	return true
}

// gorvTakeChunk gives the number of a free chunk plus one; 0 if there is none.
//
//go:nosplit
func gorvTakeChunk() uint32 {
	e := &gorvEvents
	head := gorvWord(e.base + gorvEventsFreeHead)
	for {
		h := atomic.Load(head)
		if h == gorvOrder32(atomic.Load(gorvWord(e.base+gorvEventsFreeTail))) {
			break
		}
		chunk := gorvOrder32(atomic.Load(gorvWord(e.free + uintptr(h%e.most)*4)))
		if atomic.Cas(head, h, h+1) {
			return chunk
		}
	}
	used := gorvWord(e.base + gorvEventsUsed)
	for {
		n := atomic.Load(used)
		if n >= gorvOrder32(atomic.Load(gorvWord(e.base+gorvEventsGranted))) {
			return 0
		}
		if atomic.Cas(used, n, n+1) {
			return n + 1
		}
	}
}

// gorvAwaitChunk waits for gorv to give a chunk back: a program that records
// faster than gorv can read is held up rather than recorded with gaps. Naps
// are counted, as reading a clock takes more stack than there is everywhere.
//
//go:nosplit
func gorvAwaitChunk() uint32 {
	beat := atomic.Load(gorvWord(gorvEvents.base + gorvEventsBeat))
	naps := 0
	for {
		usleep(gorvNapLength)
		if chunk := gorvTakeChunk(); chunk != 0 {
			return chunk
		}
		naps++
		if now := atomic.Load(gorvWord(gorvEvents.base + gorvEventsBeat)); now != beat {
			beat = now
			naps = 0
		} else if naps > gorvNapsMost {
			atomic.Store(&gorvOn, 0) // nobody reads any more: the program goes on alone
		}
		if atomic.Load(&gorvOn) == 0 {
			return 0
		}
	}
}

const gorvExact = true

// gorvObserve tells what the clock of events says beside nanotime, and looks
// whether gorv is still there, which is all there is to do where every event is
// recorded.
//
//go:nowritebarrierrec
func gorvObserve() {
	e := &gorvEvents
	if beat := atomic.Load(gorvWord(e.base + gorvEventsBeat)); beat != e.beat {
		e.beat = beat
		e.looks = 0
	} else if e.looks++; e.looks > gorvLooksMost && gorvReaderGone() {
		atomic.Store(&gorvOn, 0) // the program goes on alone
	}
	b := &gorvSampler.buf
	b.n = 0
	at := b.beginFrame()
	stamp := gorvStamp()
	now := nanotime()
	for again := 0; again < 8; again++ {
		// Not with an interruption in between.
		if later := gorvStamp(); later-stamp < gorvClockSlack {
			break
		}
		stamp = gorvStamp()
		now = nanotime()
	}
	b.putUvarint(uint64(stamp))
	b.putUvarint(uint64(now))
	b.endFrame(at, gorvFrameClock, 0)
}

// gorvTruth writes what the stopped world looks like beside the events, for
// tests of the replay.
func gorvTruth() {
	s := &gorvSampler
	s.take()
	s.forceKey = true
	gorvSnapshot()
	gorvTruthWrite(&gorvSymbols.buf)
	gorvTruthWrite(&s.buf)
	s.give()
}

// gorvTruthHere says where among the events a snapshot stands. sched.lock is
// held: an M that comes back from a system call changes nothing now.
//
//go:nowritebarrierrec
func gorvTruthHere() {
	b := gorvHere()
	if b == nil {
		return
	}
	b.begin(gorvRecTruth)
	b.underLock()
	b.u(gorvSampler.seq)
	b.end()
}

func gorvTruthWrite(b *gorvBuf) {
	for done := uintptr(0); done < b.n; {
		n := gorvRingWrite(b.at(done), b.n-done)
		done += n
		if n == 0 {
			usleep(1000)
		}
	}
	b.n = 0
}

func gorvEventsCapabilities() uint64 {
	if gorvEvents.clock != 0 {
		return gorvCapNanotime
	}
	return 0
}
