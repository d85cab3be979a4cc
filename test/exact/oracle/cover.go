package main

// A pair of sides at one resource: what the trace says of it and what gorv does.
type pair struct {
	traced, recorded           []Step
	tracedWords, recordedWords *Words
	clocks                     *Clocks
	threads                    Threads // of the recording
	old                        bool    // a trace of Go 1.21 or older
}

// foundWaiting are places where the scheduler takes a goroutine that waits and runs it
// at once. The trace says ready and run; a run that names the place says both.
var foundWaiting = map[string]bool{
	"netpoll": true, "gcworker": true, "idle-gc": true, "tracereader": true, "unpark": true, "coroutine": true,
}

// runningAllTheSame are reasons with which a goroutine is marked as waiting but goes on
// (isWaitingForSuspendG of the runtime). The trace does not know of them.
var runningAllTheSame = map[string]bool{
	"stopping the world": true, "GC mark termination": true, "garbage collection": true,
	"garbage collection scan": true, "trace goroutine status": true, "trace proc status": true,
	"page trace flush": true, "GC assist marking": true, "GC worker (active)": true,
	"flushing proc caches": true,
}

const (
	same       = ""
	traceAlone = "said by the trace alone"
)

// cover says how many steps of either side tell the same, from step i of the trace and j
// of the recording on, and by which rule; none if they do not agree there.
func (p *pair) cover(i, j int) (traced, recorded int, rule string) {
	var t, r *Step
	if i < len(p.traced) {
		t = &p.traced[i]
	}
	if j < len(p.recorded) {
		r = &p.recorded[j]
	}
	if r != nil && r.Kind == Park && runningAllTheSame[p.why(r)] {
		if next := p.record(j + 1); next != nil && next.Kind == Run {
			return 0, 2, "marked as waiting, running"
		}
		return 0, 1, "marked as waiting, running"
	}
	if r != nil && r.Kind == Park && p.why(r) == "preempted" && j > 0 && p.preempted(j-1) {
		return 0, 1, "preempted, then suspended"
	}
	if r != nil && p.old && r.Kind == Stop && p.why(r) == "retake" {
		if next := p.record(j + 1); next != nil && next.Kind == Start && next.M == r.M && next.At == r.At {
			return 0, 2, "found in another's system call, taken"
		}
	}
	if r != nil && p.old && (r.Kind == CgoIn || r.Kind == CgoOut) {
		return 0, 1, "a call from C"
	}
	if r != nil && r.Soft {
		if next := p.record(j + 1); t == nil || t.Kind != r.Kind || next != nil && next.Kind == r.Kind {
			return 0, 1, "said by netpoll as well"
		}
	}
	if t == nil {
		return 0, 0, same
	}
	if r != nil {
		switch {
		case t.Kind == r.Kind && !(t.Soft && p.madeUp(i, j)):
			return 1, 1, same
		case t.Kind == SysexitBlocked && r.Kind == Sysexit:
			return 1, 1, same
		case t.Kind == Park && p.tracedPreempted(t) && p.preempted(j):
			return 1, 1, same
		case t.Kind == Ready && r.Kind == Run && foundWaiting[p.why(r)] &&
			(p.tracedIs(i+1, Run) || i+1 == len(p.traced)): // or the trace ends between the two
			return 1, 0, "found waiting and run"
		}
	}
	switch {
	case t.Kind == Run && i > 0 && p.tracedIs(i-1, SysexitBlocked) && j > 0 && p.recorded[j-1].Kind == Sysexit:
		return 1, 0, "back from a system call with another P"
	case t.Soft:
		return 1, 0, traceAlone
	}
	return 0, 0, same
}

// madeUp reports whether a soft step of the trace is none of the recording's, though one of
// its kind is next there. Of a P whoever has it next tells; the time, where that tells nothing.
func (p *pair) madeUp(i, j int) bool {
	r := &p.recorded[j]
	if !p.sameNext(i, j) {
		return true
	}
	later := i + 1
	for later < len(p.traced) && p.traced[later].Kind != r.Kind {
		later++
	}
	if later == len(p.traced) || !p.sameNext(later, j) {
		return false
	}
	off := func(i int) int64 { return distance(p.clocks.recorded(p.traced[i].At), r.At) }
	return off(later) < off(i)
}

// sameNext reports whether both sides may say the same of who starts a P next, at step i
// of the trace and j of the recording.
func (p *pair) sameNext(i, j int) bool {
	if kind := p.recorded[j].Kind; p.old || kind != Stop && kind != Start {
		return true
	}
	there, here := start(p.traced, i), start(p.recorded, j)
	if there == nil || here == nil {
		return there == nil
	}
	m, known := p.thread(here)
	return !known || there.M == None || int64(there.M) == m
}

// start gives the first start of a P from step i on.
func start(steps []Step, i int) *Step {
	for ; i < len(steps); i++ {
		if steps[i].Kind == Start {
			return &steps[i]
		}
	}
	return nil
}

// thread gives the M of a step of the recording as the trace names Ms.
func (p *pair) thread(r *Step) (id int64, known bool) {
	if p.old {
		return int64(r.M), r.M != None
	}
	return p.threads.of(r)
}

func (p *pair) why(r *Step) string { return p.recordedWords.text(r.Why) }

func (p *pair) record(j int) *Step {
	if j < len(p.recorded) {
		return &p.recorded[j]
	}
	return nil
}

// tracedPreempted reports whether a park may be for suspendG, which old traces do not say.
func (p *pair) tracedPreempted(t *Step) bool {
	why := p.tracedWords.text(t.Why)
	return why == "preempted" || p.old && why == ""
}

func (p *pair) preempted(j int) bool {
	return p.recorded[j].Kind == Yield && p.why(&p.recorded[j]) == "preempt"
}

func (p *pair) tracedIs(i int, kind Kind) bool {
	return i < len(p.traced) && p.traced[i].Kind == kind
}
