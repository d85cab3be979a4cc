package runtime

import (
	"unsafe"

	"gorv/go-templates/atomic"
)

// The hooks: what packages/core/src/exposure/hooks.ts puts into the
// scheduler's functions calls these. Each writes one record of
// packages/core/src/wire/events.ts. A stamp is taken before the M lets go of
// something (park, unwire) and after it took hold of something (ready, wire),
// so that an order by stamps is an order of causes.

// gorvPut: runqput is about to put gp into the queue of this M's P.
//
//go:nosplit
func gorvPut(pp *p, gp *g, next bool) {
	b := gorvHere()
	if b == nil || !gorvOwn(pp) {
		return
	}
	if b.newg != 0 {
		if next && b.newg == uintptr(unsafe.Pointer(gp)) {
			b.newg = 0
			goid := uint64(gp.goid)
			b.begin(gorvRecCreateNext)
			b.s(int64(goid - b.cgoid))
			b.cgoid = goid
			b.u(b.site)
			b.end()
			return
		}
		gorvCreated(b)
	}
	if b.got != 0 {
		gorvGotAlone(b)
	}
	kind := byte(gorvRecPut)
	if next {
		if b.at == b.fire && gp.waitreason == waitReasonSleep {
			*(*byte)(add(nil, b.at)) = gorvRecPutNextFired
			b.endAt(b.goidAt(b.at+1, uint64(gp.goid)))
			return
		}
		kind = gorvRecPutNext
	}
	b.endAt(b.goidAt(b.stamped(kind), uint64(gp.goid)))
}

// gorvCreate: newproc1 made newg, which nobody else knows yet.
func gorvCreate(newg, callergp *g, parked bool, reason waitReason) {
	b := gorvHere()
	if b == nil {
		return
	}
	site := gorvSite(b, newg)
	if !parked && callergp != nil && callergp == getg().m.curg {
		b.newg = uintptr(unsafe.Pointer(newg))
		b.parent = uint64(callergp.goid)
		b.site = site
		return
	}
	parent := uint64(0)
	if callergp != nil {
		parent = uint64(callergp.goid)
	}
	gorvCreateRecord(b, uint64(newg.goid), site, parent, parked, reason)
}

// gorvCreated: what was made last goes no usual way.
//
//go:nosplit
func gorvCreated(b *gorvStream) {
	newg := (*g)(add(nil, b.newg))
	b.newg = 0
	gorvCreateRecord(b, uint64(newg.goid), b.site, b.parent, false, 0)
}

//go:nosplit
func gorvCreateRecord(b *gorvStream, goid, site, parent uint64, parked bool, reason waitReason) {
	b.begin(gorvRecCreate)
	b.s(int64(goid - b.cgoid))
	b.cgoid = goid
	b.u(site)
	b.u(parent)
	if parked {
		b.u8(1)
	} else {
		b.u8(0)
	}
	b.u(uint64(reason))
	b.end()
}

// gorvOwn reports whether this M has pp. The runtime's own tests have Ps that
// are none.
//
//go:nosplit
func gorvOwn(pp *p) bool { return getg().m.p == puintptr(unsafe.Pointer(pp)) }

// gorvGot: runqget took gp; which becomes part of the record that it runs.
//
//go:nosplit
func gorvGot(pp *p, gp *g, from uint32) {
	b := gorvHere()
	if b == nil || !gorvOwn(pp) {
		return
	}
	if b.got != 0 {
		gorvGotAlone(b)
	}
	b.got = uintptr(unsafe.Pointer(gp))
	b.from = from
}

// gorvGotAlone: what runqget took is not run next on this M.
//
//go:nosplit
func gorvGotAlone(b *gorvStream) {
	gp := (*g)(add(nil, b.got))
	switch b.from {
	case gorvRunFromRunnext:
		b.bare(gorvRecGotNext)
	case gorvRunFromLocal:
		b.bare(gorvRecGotLocal)
	default:
		return // it was found in a way that has a record of its own
	}
	b.got = 0
	b.g(uint64(gp.goid))
	b.end()
}

// gorvFlushGot: startlockedm gives what was taken to another M.
//
//go:nosplit
func gorvFlushGot() {
	b := gorvHere()
	if b != nil && b.got != 0 {
		gorvGotAlone(b)
	}
}

// gorvRun: execute is about to run gp.
//
//go:nosplit
func gorvRun(gp *g, inherit bool) {
	b := gorvHere()
	if b == nil {
		return
	}
	from := uint32(gorvRunFromOther)
	if b.got != 0 {
		if b.got == uintptr(unsafe.Pointer(gp)) {
			from = b.from
			if from == gorvRunFromUnpark && !inherit {
				from = gorvRunFromOther // parked here once, and back by another way
			}
		} else {
			gorvGotAlone(b)
		}
		b.got = 0
	}
	goid := uint64(gp.goid)
	b.curg = goid
	if b.spin {
		gorvSpinning(b) // it has found something
	}
	kind := byte(0)
	switch from {
	case gorvRunFromRunnext:
		kind = gorvRecRunNext
	case gorvRunFromLocal:
		kind = gorvRecRunLocal
	case gorvRunFromGlobal:
		kind = gorvRecRunGlobal
	default:
		if b.newg != 0 {
			gorvCreated(b) // a debugger calls a function
		}
		gorvSpinning(b)
		if from == gorvRunFromOther {
			from = gorvFromWhere(gp)
		}
		x := uint64(from) << 1
		if inherit {
			x |= 1
		}
		b.begin(gorvRecRun)
		b.g(goid)
		b.u(x)
		b.end()
		return
	}
	*(*byte)(add(nil, b.at)) = kind
	b.endAt(b.goidAt(b.at+1, goid))
}

//go:nosplit
func gorvFromWhere(gp *g) uint32 {
	mp := getg().m
	if gp == mp.lockedg.ptr() {
		return gorvRunFromLockedm
	}
	if pp := mp.p.ptr(); pp != nil {
		switch pp.gcMarkWorkerMode {
		case gcMarkWorkerNotWorker:
		case gcMarkWorkerIdleMode:
			return gorvRunFromIdleGc
		default:
			return gorvRunFromGcworker
		}
	}
	if gp.waitreason == waitReasonTraceReaderBlocked {
		return gorvRunFromTracereader
	}
	return gorvRunFromOther
}

// gorvPark: park_m is about to make gp, which ran here, wait.
//
//go:nosplit
func gorvPark(gp *g) {
	b := gorvHere()
	if b == nil {
		return
	}
	reason := uint32(gp.waitreason)
	on := b.waitOn
	b.waitOn = 0
	if on == 0 {
		on = uintptr(getg().m.waitlock)
	}
	b.got = uintptr(unsafe.Pointer(gp))
	b.from = gorvRunFromUnpark
	i := (on>>4 ^ on>>10 ^ uintptr(reason)) % gorvParkSlots
	slot := &b.parks[i]
	if slot.on == on && slot.reason == reason && slot.gen == b.gen {
		at := b.stamped(gorvRecPark)
		*(*byte)(add(nil, at)) = byte(i)
		gorvSlept(b, reason, at+1)
		b.endAt(at + 1)
		return
	}
	slot.on = on
	slot.reason = reason
	slot.gen = b.gen
	b.begin(gorvRecParkNew)
	b.u8(byte(i))
	b.u(uint64(reason))
	last := &b.ons[reason%uint32(len(b.ons))]
	b.s(int64(on) - int64(*last))
	*last = on
	gorvSlept(b, reason, b.at)
	b.end()
}

// gorvSlept: a record of a park ends at at. A sleeper's timer follows from it.
//
//go:nosplit
func gorvSlept(b *gorvStream, reason uint32, at uintptr) {
	if reason == uint32(waitReasonSleep) {
		b.slept = at
	}
}

// gorvWaitOn says what the next park waits for, where its lock does not tell.
//
//go:nosplit
func gorvWaitOn(on unsafe.Pointer) {
	if b := gorvHere(); b != nil {
		b.waitOn = uintptr(on)
	}
}

// gorvPlain writes a record without fields.
//
//go:nosplit
func gorvPlain(kind byte) {
	b := gorvHere()
	if b == nil {
		return
	}
	gorvSpinning(b)
	b.begin(kind)
	b.end()
}

// gorvOfG writes a record about gp alone.
//
//go:nosplit
func gorvOfG(kind byte, gp *g) {
	b := gorvHere()
	if b == nil {
		return
	}
	b.begin(kind)
	b.g(uint64(gp.goid))
	b.end()
}

//go:nosplit
func gorvExit() { gorvPlain(gorvRecExit) }

//go:nosplit
func gorvPreempting() {
	if b := gorvHere(); b != nil {
		b.bare(gorvRecPreempting)
		b.end()
	}
}

//go:nosplit
func gorvPreemptPark() { gorvPlain(gorvRecPreemptPark) }

//go:nosplit
func gorvSuspended(gp *g) { gorvOfG(gorvRecSuspended, gp) }

// gorvGWait: gp, which runs here, is about to be called waiting, for others to
// leave it alone; it stays on its M.
//
//go:nosplit
func gorvGWait(gp *g, reason uint32) {
	if b := gorvHere(); b != nil {
		b.begin(gorvRecGwait)
		b.g(uint64(gp.goid))
		b.u(uint64(reason))
		b.end()
	}
}

//go:nosplit
func gorvGBack(gp *g) { gorvOfG(gorvRecGback, gp) }

// gorvSpinning notices what changed in m.spinning since the last record.
//
//go:nosplit
func gorvSpinning(b *gorvStream) {
	spinning := getg().m.spinning
	if spinning == b.spin {
		return
	}
	b.spin = spinning
	b.bare(gorvRecSpin)
	if spinning {
		b.u8(1)
	} else {
		b.u8(0)
	}
}

// gorvGlobPut: gp goes into the global queue; sched.lock is held.
//
//go:nosplit
func gorvGlobPut(gp *g, kind byte) {
	b := gorvHere()
	if b == nil {
		return
	}
	if b.newg != 0 {
		gorvCreated(b)
	}
	if b.got == uintptr(unsafe.Pointer(gp)) && b.from == gorvRunFromSyscall {
		b.got = 0
	} else if b.got != 0 {
		gorvGotAlone(b)
	}
	b.begin(kind)
	b.g(uint64(gp.goid))
	b.underLock()
	b.end()
}

// gorvGlobPutBatch: a list of Gs goes there. What its last one links to is
// left over from somewhere else.
//
//go:nosplit
func gorvGlobPutBatch(q *gQueue) {
	if gorvOn == 0 {
		return
	}
	last := q.tail.ptr()
	for gp := q.head.ptr(); gp != nil; {
		b := gorvHere()
		if b == nil {
			return
		}
		n := uint64(1)
		for one := gp; one != last && n < gorvListMost; one = one.schedlink.ptr() {
			n++
		}
		b.begin(gorvRecGlobPutBatch)
		b.underLock()
		b.u(n)
		for ; n > 1; n-- {
			b.g(uint64(gp.goid))
			gp = gp.schedlink.ptr()
		}
		b.g(uint64(gp.goid))
		b.end()
		if gp == last {
			return
		}
		gp = gp.schedlink.ptr()
	}
}

// gorvGlobGet: n Gs are about to leave the global queue; sched.lock is held.
//
//go:nosplit
func gorvGlobGet(n int32) {
	b := gorvHere()
	if b == nil {
		return
	}
	first := sched.runq.head.ptr()
	b.begin(gorvRecGlobGet)
	b.underLock()
	b.u(uint64(n))
	b.g(uint64(first.goid))
	b.end()
	b.got = uintptr(unsafe.Pointer(first))
	b.from = gorvRunFromGlobal
}

// gorvPutBatch: Gs up to tail are about to appear in the ring of pp.
//
//go:nosplit
func gorvPutBatch(pp *p, tail uint32) {
	if gorvOn == 0 {
		return
	}
	for t := pp.runqtail; t != tail; {
		b := gorvHere()
		if b == nil {
			return
		}
		n := tail - t
		if n > gorvListMost {
			n = gorvListMost
		}
		b.begin(gorvRecPutBatch)
		b.u(uint64(pp.id))
		b.u(uint64(n))
		for ; n > 0; n-- {
			b.g(uint64(pp.runq[t%uint32(len(pp.runq))].ptr().goid))
			t++
		}
		b.end()
	}
}

// gorvSteal: n Gs left the ring of pp, not yet seen by anybody.
//
//go:nosplit
func gorvSteal(pp *p, batch *[256]guintptr, at, n uint32) {
	b := gorvHere()
	if b == nil || allp[pp.id] != pp {
		return
	}
	gorvSpinning(b)
	b.begin(gorvRecSteal)
	b.u(uint64(pp.id))
	b.u(uint64(n))
	b.g(uint64(batch[at%uint32(len(batch))].ptr().goid))
	b.end()
	b.got = uintptr(batch[(at+n-1)%uint32(len(batch))])
	b.from = gorvRunFromSteal
}

//go:nosplit
func gorvStealNext(pp *p, next guintptr) {
	b := gorvHere()
	if b == nil || allp[pp.id] != pp {
		return
	}
	gorvSpinning(b)
	b.begin(gorvRecStealNext)
	b.u(uint64(pp.id))
	b.g(uint64(next.ptr().goid))
	b.end()
	b.got = uintptr(next)
	b.from = gorvRunFromSteal
}

// gorvTook: n Gs, first in front, left the ring of this M's own P: it was
// full (spill) or is emptied (drain).
//
//go:nosplit
func gorvTook(kind byte, first *g, n uint32) {
	b := gorvHere()
	if b == nil {
		return
	}
	b.begin(kind)
	b.u(uint64(n))
	b.g(uint64(first.goid))
	b.end()
}

//go:nosplit
func gorvSpill(pp *p, first *g, n uint32) {
	if gorvOwn(pp) {
		gorvTook(gorvRecSpill, first, n)
	}
}

//go:nosplit
func gorvDrain(first *g, n uint32) { gorvTook(gorvRecDrain, first, n) }

//go:nosplit
func gorvDrainNext(gp *g) { gorvOfG(gorvRecDrainNext, gp) }

// gorvWire: this M has got pp.
//
//go:nosplit
func gorvWire(pp *p) {
	b := gorvHere()
	if b == nil {
		pp.gorv++
		return
	}
	back := b.sysp == uintptr(unsafe.Pointer(pp)) && b.epoch == pp.gorv
	pp.gorv++
	if back {
		b.how = gorvRecSysrewire // nobody had it since: part of the record that the call is over
		return
	}
	b.how = gorvRecSysexit
	b.begin(gorvRecWire)
	b.u(uint64(pp.id))
	b.u8(byte(pp.gorv))
	gorvSpinning(b) // since it was woken
	b.end()
}

//go:nosplit
func gorvUnwire() { gorvPlain(gorvRecUnwire) }

// gorvOfP writes a record about pp, which changes hands.
//
//go:nosplit
func gorvOfP(kind byte, pp *p) *gorvStream {
	b := gorvHere()
	pp.gorv++
	if b == nil {
		return nil
	}
	b.begin(kind)
	b.u(uint64(pp.id))
	b.u8(byte(pp.gorv))
	return b
}

//go:nosplit
func gorvHandoff(pp *p) {
	if b := gorvOfP(gorvRecHandoff, pp); b != nil {
		b.end()
	}
}

//go:nosplit
func gorvRetake(pp *p, gcstop bool) {
	if b := gorvOfP(gorvRecRetake, pp); b != nil {
		if gcstop {
			b.u8(1)
		} else {
			b.u8(0)
		}
		b.end()
	}
}

// gorvGCStop: the P that this M has just let go of stops for the collector.
//
//go:nosplit
func gorvGCStop() { gorvPlain(gorvRecGcstop) }

// gorvLocked writes a record of something done under sched.lock to number x.
//
//go:nosplit
func gorvLocked(kind byte, x uint64) {
	b := gorvHere()
	if b == nil {
		return
	}
	gorvSpinning(b)
	b.begin(kind)
	b.u(x)
	b.underLock()
	b.end()
}

//go:nosplit
func gorvPidlePut(pp *p) { gorvLocked(gorvRecPidlePut, uint64(pp.id)) }

//go:nosplit
func gorvPidleGet(pp *p) { gorvLocked(gorvRecPidleGet, uint64(pp.id)) }

//go:nosplit
func gorvMput(mp *m) { gorvLocked(gorvRecMput, uint64(mp.id)) }

//go:nosplit
func gorvMget(mp *m) { gorvLocked(gorvRecMget, uint64(mp.id)) }

// gorvMexit: this M is at its end and will do nothing more.
//
//go:nosplit
func gorvMexit() {
	if gorvOn == 0 {
		return
	}
	gorvPlain(gorvRecMexit)
	gorvStreamDone(getg().m)
}

// gorvSyscall: the G that runs here is about to be in a system call.
//
//go:nosplit
func gorvSyscall() {
	b := gorvHere()
	if b == nil {
		return
	}
	b.sysp = 0
	if pp := getg().m.p.ptr(); pp != nil {
		b.sysp = uintptr(unsafe.Pointer(pp))
		b.epoch = pp.gorv
	}
	b.how = gorvRecSysback
	b.endAt(b.stamped(gorvRecSyscall))
}

// gorvSysExit: it is back, and this M has a P.
//
//go:nosplit
func gorvSysExit() {
	b := gorvHere()
	if b == nil {
		return
	}
	gorvAdopt(b)
	b.sysp = 0
	b.endAt(b.stamped(b.how))
}

// gorvSysExitSlow: it is back, and there is no P for it.
//
//go:nosplit
func gorvSysExitSlow(gp *g) {
	b := gorvHere()
	if b == nil {
		return
	}
	gorvAdopt(b)
	b.sysp = 0
	b.begin(gorvRecSysexitSlow)
	b.g(uint64(gp.goid))
	b.end()
	b.got = uintptr(unsafe.Pointer(gp))
	b.from = gorvRunFromSyscall
}

// gorvAdopt: a thread that C made runs Go code in a G that no go statement
// made.
//
//go:nosplit
func gorvAdopt(b *gorvStream) {
	gp := getg().m.curg
	if gp == nil || uint64(gp.goid) == b.curg {
		return
	}
	b.curg = uint64(gp.goid)
	b.bare(gorvRecAdopt)
	b.g(b.curg)
	b.u(getg().m.procid)
	b.end()
}

// gorvDrop: dropm gives this M, which a thread of C had, back.
//
//go:nosplit
func gorvDrop() {
	at := getg().m.gorv
	if at == 0 || (*gorvStream)(add(nil, at)).curg == 0 {
		return
	}
	if b := gorvHere(); b != nil {
		b.curg = 0
		b.endAt(b.stamped(gorvRecDrop))
	}
}

// gorvWorld writes a record of the whole world, done under sched.lock.
//
//go:nosplit
func gorvWorld(kind byte) *gorvStream {
	b := gorvHere()
	if b == nil {
		return nil
	}
	b.begin(kind)
	b.underLock()
	return b
}

// gorvStwBegin: sched.gcwaiting was set.
//
//go:nosplit
func gorvStwBegin(reason uint64) {
	if b := gorvWorld(gorvRecStwBegin); b != nil {
		b.u(reason)
		b.end()
	}
}

// gorvStwStopped: every P has stopped.
func gorvStwStopped() {
	gorvPlain(gorvRecStwStopped)
	if gorvEvents.truth && gorvOn != 0 {
		gorvTruth()
	}
}

// gorvStwEnd: sched.gcwaiting is about to be cleared, or was.
//
//go:nosplit
func gorvStwEnd() {
	if b := gorvWorld(gorvRecStwEnd); b != nil {
		b.end()
	}
}

//go:nosplit
func gorvProcs(n int32) {
	if b := gorvWorld(gorvRecProcs); b != nil {
		b.u(uint64(n))
		b.end()
	}
}

//go:nosplit
func gorvGCPhase(x uint32) {
	if b := gorvHere(); b != nil {
		b.begin(gorvRecGcphase)
		b.u(uint64(x))
		b.end()
	}
}

// gorvCoro: coroswitch_m goes from the G that ran here to gnext.
//
//go:nosplit
func gorvCoro(gp, gnext *g) {
	b := gorvHere()
	if b == nil {
		return
	}
	b.curg = uint64(gnext.goid)
	b.begin(gorvRecCoroSwitch)
	b.g(b.curg)
	if gp == nil {
		b.u8(1)
	} else {
		b.u8(0)
	}
	b.end()
}

// gorvLock: the G that runs here was locked to this M, or is not any more.
//
//go:nosplit
func gorvLock(on byte) {
	if b := gorvHere(); b != nil {
		gorvAdopt(b) // a callback locks before anything else
		b.bare(gorvRecLock)
		b.u8(on)
		b.end()
	}
}

// gorvNetpolling: netpoll is about to be called. Who waits there for long has
// just given up its P and does not spin any more, which nothing else would tell.
//
//go:nosplit
func gorvNetpolling(delay int64) {
	if delay == 0 || gorvOn == 0 {
		return
	}
	if b := gorvHere(); b != nil && b.spin != getg().m.spinning {
		gorvSpinning(b)
		b.end()
	}
}

// gorvNetpolled: netpoll returned these; nobody else has them.
//
//go:nosplit
func gorvNetpolled(delay int64, list *gList) {
	if gorvOn == 0 {
		return
	}
	gp := list.head.ptr()
	if gp == nil {
		return
	}
	for first := gp; gp != nil; {
		b := gorvHere()
		if b == nil {
			return
		}
		n := uint64(0)
		for one := gp; one != nil && n < gorvListMost; one = one.schedlink.ptr() {
			n++
		}
		b.begin(gorvRecNetpoll)
		b.s(delay)
		b.u(n)
		for ; n > 0; n-- {
			b.g(uint64(gp.goid))
			gp = gp.schedlink.ptr()
		}
		b.end()
		b.got = uintptr(unsafe.Pointer(first))
		b.from = gorvRunFromNetpoll
	}
}

// gorvTimerAdd: a timer was put onto the heap of this M's P.
//
//go:nosplit
func gorvTimerAdd(when int64, which unsafe.Pointer) {
	if b := gorvHere(); b != nil {
		if b.at == b.slept {
			b.bare(gorvRecTimerSleep)
		} else {
			b.begin(gorvRecTimerAdd)
		}
		gorvTimer(b, &b.added, when, uintptr(which))
	}
}

// gorvTimerFire: one of its timers is about to fire.
//
//go:nosplit
func gorvTimerFire(when int64, which unsafe.Pointer) {
	if b := gorvHere(); b != nil {
		b.begin(gorvRecTimerFire)
		gorvTimer(b, &b.fired, when, uintptr(which))
		b.fire = b.at
	}
}

//go:nosplit
func gorvTimer(b *gorvStream, last *gorvTimerAt, when int64, which uintptr) {
	b.s(when - last.when)
	b.s(int64(which) - int64(last.timer))
	if when < gorvNever {
		last.when = when
	}
	last.timer = which
	b.end()
}

// gorvExactBegin: schedinit is over. This M has P 0, the other Ps are idle, and
// there is no goroutine yet.
func gorvExactBegin() {
	if gorvEvents.base == 0 {
		return
	}
	for _, pp := range allp {
		pp.gorv = 0
	}
	gorvStwReasons()
	atomic.Store(&gorvOn, 1)
	b := gorvHere()
	if b == nil {
		return
	}
	n := uint64(0)
	for pp := sched.pidle.ptr(); pp != nil; pp = pp.link.ptr() {
		n++
	}
	b.begin(gorvRecInit)
	b.u(uint64(gomaxprocs))
	if n > gorvInitMost {
		n = gorvInitMost
	}
	b.u(n)
	for pp := sched.pidle.ptr(); n > 0; pp = pp.link.ptr() {
		b.u(uint64(pp.id))
		n--
	}
	b.end()
}
