package runtime

import (
	"unsafe"

	"gorv/go-templates/atomic"
)

// gorvSeen is what the last snapshot said of the G at the same index of allgs.
type gorvSeen struct {
	goid uint64
	word uint32 // as on the wire; 0 for a G that is not alive
}

var gorvTable struct {
	p   uintptr // of gorvSeen, by index in allgs
	cap uintptr
}

const (
	gorvGAhead     = 24    // Gs between the one that is read and the one asked for
	gorvAllgChunk  = 512   // Gs read in one critical section of allglock
	gorvRunqLimit  = 10000 // Gs of the global queue walked under sched.lock
	gorvKeyEvery   = 1e9   // ns between snapshots that stand by themselves
	gorvGScanFlag  = 0x10
	gorvGBirthFlag = 0x20
)

// gorvSnapshot writes one snapshot frame into the sampler's buffer.
//
//go:nowritebarrierrec
func gorvSnapshot() {
	s := &gorvSampler
	_, ng := atomicAllG()
	if !gorvTableGrow(ng) {
		s.skipped++
		return
	}
	// Twice what any frame so far needed by this count; a frame that still
	// does not fit is dropped, counted, and followed by a larger buffer.
	want := 64*ng + 1<<17
	if s.buf.full {
		want = 2 * s.buf.cap
	}
	if !s.buf.grow(want) {
		s.skipped++
		return
	}
	start := nanotime()
	key := s.forceKey || s.seq == 0 || (start-s.keyAt >= gorvKeyEvery && s.since >= s.keySize)

	b := &s.buf
	frame := b.beginFrame()
	gorvPutSnapshot(b, uint64(start-s.base), s.seq, s.skipped, uint64(s.spent))
	flags := gorvWalkSched(b)
	gorvWalkG(b, key)
	if key {
		flags |= gorvSnapshotKey
	}
	b.endFrame(frame, gorvFrameSnapshot, flags)
	if b.full {
		// The table already holds what this frame would have said.
		b.n = 0
		s.forceKey = true
		s.skipped++
		return
	}
	s.forceKey = false
	s.seq++
	s.since += b.n
	if key {
		s.keyAt, s.keySize, s.since = start, b.n, 0
	}
	s.spent = nanotime() - start
}

// gorvWalkSched writes what sched.lock and allpLock guard: the scheduler's
// own fields, every M and every P.
//
//go:nowritebarrierrec
func gorvWalkSched(b *gorvBuf) (flags uint64) {
	lock(&sched.lock)
	gorvTruthHere()
	gcwaiting := uint64(0)
	if gorvGcwaiting() {
		gcwaiting = 1
	}
	gorvPutSched(b,
		uint64(gorvRunqsize()),
		uint64(sched.nmidle),
		uint64(gorvNmspinning()),
		uint64(gorvNpidle()),
		gcwaiting,
		uint64(gcphase),
	)
	for pp := sched.pidle.ptr(); pp != nil; pp = pp.link.ptr() {
		b.putUvarint(uint64(pp.id) + 1)
	}
	b.putUvarint(0)

	n, last := 0, uint64(0)
	for gp := sched.runq.head.ptr(); gp != nil; gp = gp.schedlink.ptr() {
		if n == gorvRunqLimit {
			flags |= gorvSnapshotCut
			break
		}
		goid := uint64(gp.goid)
		b.putSvarint(int64(goid - last))
		last = goid
		n++
	}
	b.putSvarint(-int64(last)) // back to 0, which is no goid: the end

	// Ms are freed, but leave allm under sched.lock before.
	for mp := allm; mp != nil; mp = mp.alllink {
		gorvWalkM(b, mp)
	}
	b.putUvarint(0)

	lock(&allpLock)
	b.putUvarint(uint64(len(allp)))
	for _, pp := range allp {
		flags |= gorvWalkP(b, pp)
	}
	unlock(&allpLock)
	unlock(&sched.lock)
	return flags
}

//go:nowritebarrierrec
func gorvWalkM(b *gorvBuf, mp *m) {
	flags, curg, lockedg, pid := uint64(0), uint64(0), uint64(0), uint64(0)
	if mp.spinning {
		flags |= gorvMSpinning
	}
	if mp.blocked {
		flags |= gorvMBlocked
	}
	if mp.incgo {
		flags |= gorvMIncgo
	}
	if mp == getg().m && gorvSampler.up != 0 {
		flags |= gorvMSampler
	}
	if gp := mp.curg; gp != nil {
		curg = uint64(gp.goid)
	}
	if gp := mp.lockedg.ptr(); gp != nil {
		lockedg = uint64(gp.goid)
	}
	if pp := mp.p.ptr(); pp != nil {
		pid = uint64(pp.id) + 1
	}
	startfn := uint64(0)
	if fn := mp.mstartfn; fn != nil {
		startfn, _ = gorvSymbol(**(**uintptr)(unsafe.Pointer(&fn)), false, nil)
	}
	gorvPutM(b, uint64(mp.id)+1, uint64(mp.procid), flags, pid, curg, lockedg, startfn)
}

// gorvRingCopy is where the sampler's M copies a ring to; nobody else does.
var gorvRingCopy [gorvRunqCap]uint64

//go:nowritebarrierrec
func gorvWalkP(b *gorvBuf, pp *p) (flags uint64) {
	mid, runnext := uint64(0), uint64(0)
	if mp := pp.m.ptr(); mp != nil {
		mid = uint64(mp.id) + 1
	}
	if gp := pp.runnext.ptr(); gp != nil {
		runnext = uint64(gp.goid)
	}
	gorvPutP(b, uint64(pp.id), uint64(pp.status), mid, runnext,
		uint64(gorvTimerCount(pp)+1), uint64(pp.schedtick), uint64(pp.syscalltick))

	ring := &gorvRingCopy
	first, n := uint32(0), uint32(0)
	for try := 0; ; try++ {
		h := atomic.LoadAcq(&pp.runqhead)
		n = atomic.LoadAcq(&pp.runqtail) - h
		sane := n <= gorvRunqCap
		if !sane {
			n = 0 // head and tail were read at different moments
		}
		for i := uint32(0); i < n; i++ {
			ring[i] = uint64(pp.runq[(h+i)%gorvRunqCap].ptr().goid)
		}
		// A slot is written again only after head has passed it: whatever
		// head has not reached yet is still what was copied.
		gone := atomic.LoadAcq(&pp.runqhead) - h
		if gone == 0 && sane {
			break
		}
		if try == gorvRingTries {
			flags = gorvSnapshotTorn
			if gone > n {
				gone = n
			}
			first = gone
			break
		}
	}
	b.putUvarint(uint64(n - first))
	last := uint64(0)
	for i := first; i < n; i++ {
		b.putSvarint(int64(ring[i] - last))
		last = ring[i]
	}
	return flags
}

// gorvWalkG writes the Gs that changed since the last snapshot; all of them in
// a key. allglock keeps the array from being replaced and freed: an M without
// a P does not hold up the collector, so it has no other claim on it.
//
//go:nowritebarrierrec
func gorvWalkG(b *gorvBuf, key bool) {
	lastIndex, lastGoid := uintptr(0), uint64(0)
	for i := uintptr(0); ; {
		lock(&allglock)
		ptr, n := atomicAllG()
		if n > gorvTable.cap {
			n = gorvTable.cap // born meanwhile: the next snapshot has them
		}
		end := i + gorvAllgChunk
		if end > n {
			end = n
		}
		for ; i < end; i++ {
			gp := atomicAllGIndex(ptr, i)
			if i+gorvGAhead < n {
				gorvPrefetchG(atomicAllGIndex(ptr, i+gorvGAhead))
			}
			seen := (*gorvSeen)(add(nil, gorvTable.p+i*unsafe.Sizeof(gorvSeen{})))
			goid := uint64(gp.goid)
			word := gorvGWord(gp)
			if goid == seen.goid && seen.word == 0 && gp.startpc != 0 {
				// Dead, or about to be reused and not numbered yet: a goid
				// never comes back. But that of a G that cgo calls back on does:
				// it belongs to its M, was started by no go statement, and so has
				// no startpc.
				word = 0
			}
			if goid == seen.goid && word == seen.word && !(key && word != 0) {
				continue
			}
			if word == 0 && (key || seen.word == 0) {
				seen.word = 0 // and its goid as it was: the next one may be set before it lives
				continue
			}
			// In allgs' order, counted from 1; 0 is the end.
			b.putUvarint(uint64(i + 1 - lastIndex))
			lastIndex = i + 1
			born := word != 0 && (key || goid != seen.goid || seen.word == 0)
			seen.word = word
			if !born {
				b.putUvarint(uint64(word))
				continue
			}
			seen.goid = goid
			b.putUvarint(uint64(word | gorvGBirthFlag))
			startfn, system := gorvSymbol(gorvStartPC(gp), false, gp)
			createdby, _ := gorvSymbol(gp.gopc, true, nil)
			isSystem := uint64(0)
			if system {
				isSystem = 1
			}
			gorvPutBirth(b, int64(goid-lastGoid), gorvParent(gp), startfn, createdby, isSystem)
			lastGoid = goid
		}
		unlock(&allglock)
		if i >= n {
			break
		}
	}
	b.putUvarint(0)
}

// gorvGWord packs what may change in a G's life: status in bits 0-3, the scan
// bit in 4, (birth in 5,) the wait reason from bit 6. 0 is a G not alive:
// _Gidle, _Gdead, _Gdeadextra.
//
//go:nowritebarrierrec
func gorvGWord(gp *g) uint32 {
	status := readgstatus(gp)
	word := status & 0xf
	if !gorvGAlive(word) {
		return 0
	}
	if status&_Gscan != 0 {
		word |= gorvGScanFlag
	}
	if word&0xf == _Gwaiting {
		word |= uint32(gp.waitreason) << 6
	}
	return word
}

// gorvTableGrow makes room for n Gs and some to come.
//
//go:nowritebarrierrec
func gorvTableGrow(n uintptr) bool {
	if n <= gorvTable.cap {
		return true
	}
	const entry = unsafe.Sizeof(gorvSeen{})
	count := uintptr(1024)
	for count < n+n/4 {
		count *= 2
	}
	p := gorvMapPrivate(count * entry)
	if p == 0 {
		return false
	}
	if gorvTable.cap != 0 {
		memmove(add(nil, p), add(nil, gorvTable.p), gorvTable.cap*entry)
		gorvUnmap(gorvTable.p, gorvTable.cap*entry)
	}
	gorvTable.p, gorvTable.cap = p, count
	return true
}
