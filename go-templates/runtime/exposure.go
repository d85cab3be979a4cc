package runtime

import "gorv/go-templates/atomic"

// ExposureG is one goroutine as the scheduler sees it.
type ExposureG struct {
	ID           uint64 // g.goid; 0 for an M's g0
	AtomicStatus uint32 // g.atomicstatus, with the _Gscan bit (0x1000) where it is set
}

// ExposureM is one OS thread.
type ExposureM struct {
	ID       int64      // m.id
	CurrentG *ExposureG // m.curg, nil if there is none
	G0       *ExposureG // m.g0
}

// ExposureP is one processor.
type ExposureP struct {
	ID         int32        // p.id
	Status     uint32       // p.status
	RunQueue   []*ExposureG // p.runq from head to tail; runnext is not part of it
	M          *ExposureM   // p.m, nil if the P has none
	TimerCount int          // timers in the P's heap; -1 where this Go does not tell
	RawRunqLen int          // len(p.runq): the capacity of the ring
}

// Exposure is the scheduler's state. Each list is consistent in itself; the
// lists are read one after the other while the program goes on.
type Exposure struct {
	SchedulerG []*ExposureG // sched.runq, in order
	SchedulerP []*ExposureP // sched.pidle, in order; the same pointers as in AllP
	AllP       []*ExposureP // allp
	AllG       []*ExposureG // allgs, dead ones too
}

// NewExposureG copies what gp shows; nil gives nil.
func NewExposureG(gp *g) *ExposureG {
	if gp == nil {
		return nil
	}
	return &ExposureG{ID: uint64(gp.goid), AtomicStatus: readgstatus(gp)}
}

// NewExposureM copies what mp shows; nil gives nil. The caller makes sure
// that mp is not freed meanwhile.
func NewExposureM(mp *m) *ExposureM {
	if mp == nil {
		return nil
	}
	return &ExposureM{ID: mp.id, CurrentG: NewExposureG(mp.curg), G0: NewExposureG(mp.g0)}
}

// NewExposureP copies what pp shows; nil gives nil.
func NewExposureP(pp *p) *ExposureP {
	if pp == nil {
		return nil
	}
	raw := new(gorvRawP)
	systemstack(func() {
		lock(&sched.lock)
		gorvFillP(raw, pp)
		unlock(&sched.lock)
	})
	return raw.expose()
}

// RuntimeExposure reads the scheduler's state. It is safe to call from any
// number of goroutines. Nothing is allocated while a runtime lock is held:
// it counts, allocates, fills, and starts over where the state outgrew the
// room meanwhile.
func RuntimeExposure() *Exposure {
	var gRoom, qRoom, pRoom int
	for {
		_, n := atomicAllG()
		gRoom = gorvMax(gRoom, int(n)+int(n)/8+16)
		lock(&sched.lock)
		qRoom = gorvMax(qRoom, int(gorvRunqsize())+int(gorvRunqsize())/8+16)
		lock(&allpLock)
		pRoom = gorvMax(pRoom, len(allp))
		unlock(&allpLock)
		unlock(&sched.lock)

		// No pointers in these: filling them needs no write barrier.
		gs := make([]ExposureG, gRoom)
		queue := make([]ExposureG, qRoom)
		idle := make([]int32, pRoom)
		ps := make([]gorvRawP, pRoom)

		var nq, ni, np int
		var ok bool
		systemstack(func() { // no stack growth and no preemption under the locks
			nq, ni, np, ok = gorvFillSched(queue, idle, ps)
		})
		if !ok {
			qRoom *= 2
			continue
		}
		ng, ok := gorvFillG(gs)
		if !ok {
			continue
		}

		e := &Exposure{
			SchedulerG: make([]*ExposureG, nq),
			SchedulerP: make([]*ExposureP, 0, ni),
			AllP:       make([]*ExposureP, np),
			AllG:       make([]*ExposureG, ng),
		}
		for i := range e.SchedulerG {
			e.SchedulerG[i] = &queue[i]
		}
		for i := range e.AllP {
			e.AllP[i] = ps[i].expose()
		}
		for _, id := range idle[:ni] {
			if int(id) < np {
				e.SchedulerP = append(e.SchedulerP, e.AllP[id])
			}
		}
		for i := range e.AllG {
			e.AllG[i] = &gs[i]
		}
		return e
	}
}

// gorvRawP is a P's copy without pointers, so that it can be filled under a
// lock and by an M without a P.
type gorvRawP struct {
	id      int32
	status  uint32
	timers  int64
	hasM    bool
	mid     int64
	hasCurg bool
	curg    ExposureG
	g0      ExposureG
	n       uint32
	runq    [gorvRunqCap]ExposureG
}

const gorvRunqCap = uint32(len(p{}.runq))

func (raw *gorvRawP) expose() *ExposureP {
	e := &ExposureP{
		ID:         raw.id,
		Status:     raw.status,
		RunQueue:   make([]*ExposureG, raw.n),
		TimerCount: int(raw.timers),
		RawRunqLen: int(gorvRunqCap),
	}
	queue := make([]ExposureG, raw.n)
	copy(queue, raw.runq[:raw.n])
	for i := range queue {
		e.RunQueue[i] = &queue[i]
	}
	if raw.hasM {
		e.M = &ExposureM{ID: raw.mid, G0: &ExposureG{ID: raw.g0.ID, AtomicStatus: raw.g0.AtomicStatus}}
		if raw.hasCurg {
			e.M.CurrentG = &ExposureG{ID: raw.curg.ID, AtomicStatus: raw.curg.AtomicStatus}
		}
	}
	return e
}

// gorvFillSched copies the global queue, the idle list and every P in one
// critical section; false means that a list did not fit.
func gorvFillSched(queue []ExposureG, idle []int32, ps []gorvRawP) (nq, ni, np int, ok bool) {
	lock(&sched.lock)
	ok = true
	for gp := sched.runq.head.ptr(); gp != nil; gp = gp.schedlink.ptr() {
		if nq == len(queue) {
			ok = false
			break
		}
		queue[nq] = ExposureG{ID: uint64(gp.goid), AtomicStatus: readgstatus(gp)}
		nq++
	}
	for pp := sched.pidle.ptr(); pp != nil; pp = pp.link.ptr() {
		if ni == len(idle) {
			ok = false
			break
		}
		idle[ni] = pp.id
		ni++
	}
	lock(&allpLock)
	if len(allp) > len(ps) {
		ok = false
	} else {
		for i := range allp {
			gorvFillP(&ps[i], allp[i])
		}
		np = len(allp)
	}
	unlock(&allpLock)
	unlock(&sched.lock)
	return
}

// gorvFillP copies one P. The caller holds sched.lock: an M leaves allm under
// it before it is freed, so the M that p.m names cannot go away here.
func gorvFillP(raw *gorvRawP, pp *p) {
	raw.id = pp.id
	raw.status = pp.status
	raw.timers = gorvTimerCount(pp)
	raw.hasM, raw.hasCurg = false, false
	if mp := pp.m.ptr(); mp != nil {
		raw.hasM = true
		raw.mid = mp.id
		if gp := mp.curg; gp != nil {
			raw.hasCurg = true
			raw.curg = ExposureG{ID: uint64(gp.goid), AtomicStatus: readgstatus(gp)}
		}
		if gp := mp.g0; gp != nil {
			raw.g0 = ExposureG{ID: uint64(gp.goid), AtomicStatus: readgstatus(gp)}
		}
	}
	for try := 0; ; try++ {
		h := atomic.LoadAcq(&pp.runqhead)
		t := atomic.LoadAcq(&pp.runqtail)
		n := t - h
		if n > gorvRunqCap {
			n = 0 // head and tail were read at different moments
		}
		for i := uint32(0); i < n; i++ {
			gp := pp.runq[(h+i)%gorvRunqCap].ptr()
			raw.runq[i] = ExposureG{ID: uint64(gp.goid), AtomicStatus: readgstatus(gp)}
		}
		// A slot is written again only after head has passed it: whatever
		// head has not reached yet is still what was copied.
		now := atomic.LoadAcq(&pp.runqhead)
		if now == h && t-h <= gorvRunqCap {
			raw.n = n
			return
		}
		if try == gorvRingTries {
			gone := now - h
			if gone > n {
				gone = n
			}
			copy(raw.runq[:], raw.runq[gone:n])
			raw.n = n - gone
			return
		}
	}
}

const gorvRingTries = 8

// gorvFillG copies every G; false means that there are more than fit.
func gorvFillG(gs []ExposureG) (int, bool) {
	ptr, n := atomicAllG()
	if int(n) > len(gs) {
		return 0, false
	}
	for i := uintptr(0); i < n; i++ {
		gp := atomicAllGIndex(ptr, i)
		gs[i] = ExposureG{ID: uint64(gp.goid), AtomicStatus: readgstatus(gp)}
	}
	return int(n), true
}

func gorvMax(a, b int) int {
	if a > b {
		return a
	}
	return b
}
