package runtime

import "gorv/go-templates/atomic"

// The sampler is an M without a P and without a G, as sysmon is: it is not
// scheduled, does not count as running for the deadlock detector, and goes on
// while the world is stopped. It may not allocate, box, or have a write
// barrier (nowritebarrierrec makes the compiler prove that).

var gorvSampler gorvSamplerState

type gorvSamplerState struct {
	interval int64
	base     int64 // nanotime at init; all times are relative to it
	seq      uint64
	skipped  uint64
	spent    int64
	cost     int64 // what a snapshot costs, without the waiting
	keyAt    int64
	keySize  uintptr
	since    uintptr // bytes of snapshots since the last key
	forceKey bool
	buf      gorvBuf
	note     note
	up       uint32
	taken    uint32
}

// Every package's init comes after the runtime's own, so no code of the
// program has run yet. A build with hooks has begun earlier, in schedinit.
func init() {
	if !gorvExact {
		gorvStart()
	}
	if gorvRing.header == 0 {
		return
	}
	systemstack(func() {
		newm(gorvSample, nil, -1)
	})
	if gorvNeedsFixup {
		for gorvRing.header != 0 && atomic.Load(&gorvSampler.up) == 0 {
			osyield()
		}
	}
}

// gorvStart says hello if gorv is there.
func gorvStart() {
	value := gorvTakeEnv()
	if value == "" {
		return
	}
	var r gorvRequest
	if !gorvParseRequest(value, &r) {
		return
	}
	systemstack(func() {
		if !gorvAttach(&r) {
			return
		}
		if !gorvSymbols.buf.grow(gorvSymbolRoom) || !gorvSampler.buf.grow(1<<16) {
			gorvRing.header = 0
			return
		}
		s := &gorvSampler
		s.base = nanotime()
		s.interval = r.interval
		gorvHello()
		gorvObserve() // even a program of a millisecond leaves something
		gorvPublish()
	})
}

func gorvHello() {
	sec, nsec, _ := time_now()
	b := &gorvSampler.buf
	b.n = 0
	at := b.beginFrame()
	gorvPutHello(b,
		gorvWireVersion,
		uint64(gorvSampler.base),
		uint64(sec),
		uint64(nsec),
		uint64(gorvSampler.interval),
		uint64(gomaxprocs),
		gorvCapabilities(),
		buildVersion,
		GOOS,
		GOARCH,
		gorvGStatusNames,
		gorvPStatusNames,
	)
	n := len(waitReasonStrings)
	b.putUvarint(uint64(n))
	for i := 0; i < n; i++ {
		b.putText(waitReason(i).String())
	}
	b.endFrame(at, gorvFrameHello, 0)
	gorvRingWrite(b.at(0), b.n)
}

func gorvCapabilities() uint64 {
	c := uint64(gorvLacks) | gorvEventsCapabilities()
	if gorvHasTimers {
		c |= gorvCapTimers
	}
	if gorvHasParent {
		c |= gorvCapParent
	}
	if gorvHasStartPC {
		c |= gorvCapStartfn
	}
	return c
}

// gorvSample is the sampler's M.
//
//go:nowritebarrierrec
func gorvSample() {
	lock(&sched.lock)
	sched.nmsys++
	checkdead()
	unlock(&sched.lock)
	atomic.Store(&gorvSampler.up, 1)

	s := &gorvSampler
	next := nanotime() + s.interval
	for {
		gorvSleep(next - nanotime())
		s.take()
		start := nanotime()
		gorvObserve()
		s.learn(nanotime() - start)
		gorvPublish()
		s.give()

		// A snapshot of very many goroutines takes long: at most a tenth of one
		// CPU goes into them, whatever the interval.
		earliest := nanotime() + 9*s.cost
		next += s.interval
		if next < earliest {
			late := (earliest-next-1)/s.interval + 1
			next += late * s.interval
			s.skipped += uint64(late)
		}
	}
}

// learn takes what a snapshot took as its cost, but follows a rise only step by
// step: one that waited for sched.lock or for a CPU took long and cost little.
//
//go:nowritebarrierrec
func (s *gorvSamplerState) learn(took int64) {
	most := 2*s.cost + 10_000
	if took > most {
		took = most
	}
	s.cost = took
}

// gorvPublish hands the symbols and then the snapshot over. Where gorv does
// not read, it waits for it: the program does not notice.
//
//go:nowritebarrierrec
func gorvPublish() {
	gorvPublishBuf(&gorvSymbols.buf)
	gorvPublishBuf(&gorvSampler.buf)
}

//go:nowritebarrierrec
func gorvPublishBuf(b *gorvBuf) {
	wait := int64(1e6)
	for done := uintptr(0); done < b.n; {
		n := gorvRingWrite(b.at(done), b.n-done)
		done += n
		if n == 0 {
			gorvSleep(wait)
			if wait < 256e6 {
				wait *= 2
			}
		} else {
			wait = 1e6
		}
	}
	b.n = 0
}

// gorvSleep sleeps for ns.
//
//go:nowritebarrierrec
func gorvSleep(ns int64) {
	const slice = 5e6
	for ns > 0 {
		part := ns
		if gorvNeedsFixup && part > slice {
			part = slice
		}
		gorvNap(part)
		gorvFixup()
		ns -= part
	}
}

// take keeps another M from the sampler's buffer and from the ring: only in
// tests there is one that wants them.
//
//go:nowritebarrierrec
func (s *gorvSamplerState) take() {
	for !atomic.Cas(&s.taken, 0, 1) {
		osyield()
	}
}

//go:nowritebarrierrec
func (s *gorvSamplerState) give() {
	atomic.Store(&s.taken, 0)
}
