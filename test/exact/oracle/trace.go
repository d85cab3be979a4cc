package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"golang.org/x/exp/trace"
)

// What a trace of runtime/trace says, and which of gorv's events says the same:
//
//	NotExist>Runnable   create
//	NotExist>Waiting    create (of a coroutine: it is made waiting)
//	Waiting>Runnable    ready
//	Runnable>Running    run
//	Running>Waiting     park; with reason "preempted": preempt (suspendG wants it)
//	Running>Runnable    yield or preempt. The reason does not tell which: goyield,
//	                    which is voluntary, says "preempted" too
//	Running>NotExist    exit
//	Running>Syscall     syscall
//	Syscall>Running     sysexit
//	Syscall>Runnable    sysexit, slow; a run follows in any case: also when the
//	                    goroutine took another P at once and never was runnable
//	NotExist>Syscall    a thread of C called Go; not in traces of Go 1.21 and older
//	Syscall>NotExist    and returned to C
//	P Idle>Running      prun
//	P Running>Idle      pstop; or, from afar, retake or handoff: a P in a system call
//	                    counts as running until someone takes it (ProcSteal)
//
// What else one has to know:
//
//   - A trace says the status of everything anew at the start of each generation (a
//     second or less): from a state to the same state. In the first generation the
//     state before is Undetermined. Neither is a transition. A P that appears later
//     on, by GOMAXPROCS, has NotExist before: it is then idle.
//   - A goroutine that is marked as waiting but goes on running (it stops the world,
//     is a mark worker at work, ...: casGToWaitingForSuspendG) is running here.
//   - The P of whoever stops the world is Pgcstop, but running here.
//   - The P of a system call that was under way when a generation began may be taken
//     without the trace knowing from which M: Idle>Idle, which is a stop, if it is not
//     a status. Soft.
//   - procresize, when the caller's own P is to vanish, "pretends that we were
//     descheduled and then scheduled again", by its own words: a yield and a run that
//     never were, around a stop and a start that were. The first two are soft.
//   - A system call whose P only seems lost, since dropm set its tick aside (callbacks from
//     C), is said as a stop and a start of that P by its own M. It may have been lost and got
//     back as well, which looks the same. Soft.
//   - Where such a callback is over for good (Syscall>NotExist), the P that its thread still
//     had is said to stop at once. The runtime leaves it to whoever takes it. Soft.
//   - GoSwitch, of coroutines, stands for three: ready of the next, park or exit of this
//     one, run of the next.
//   - Traces of Go 1.21 and older are converted by x/exp/trace: the first start of a P is
//     said as a status there (soft), M is m.id and not the thread's id, and a system
//     call that did not lose its P is a pair of events 1 ns apart.
//   - trace.Stop of Go 1.21 and older says with the world stopped, as the very last, that
//     whoever called it yields, which it does not. Soft.
//   - Whoever comes back from a system call and finds its former P in that of another M takes
//     it. Before Go 1.22 the trace says nothing of it for the P.
//   - The events of one goroutine (and of one P) are in their true order whatever their
//     clocks say: sequence numbers see to that. Those of different ones are not.
func readTrace(r io.Reader) (*Log, error) {
	buffered := bufio.NewReaderSize(r, 1<<20)
	header, err := buffered.Peek(len("go 1.22 trace"))
	if err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	var minor int
	if _, err := fmt.Sscanf(string(header), "go 1.%d trace", &minor); err != nil {
		return nil, fmt.Errorf("not a trace: %q", header)
	}
	reader, err := trace.NewReader(buffered)
	if err != nil {
		return nil, fmt.Errorf("trace: %w", err)
	}
	t := &tracer{log: newLog(), old: minor < 22, worlds: map[trace.GoID]bool{}, lately: map[trace.ThreadID][]resized{}, called: map[trace.ThreadID]bool{}}
	t.log.MIsThread = !t.old
	for n := int32(1); ; n++ {
		event, err := reader.ReadEvent()
		if err == io.EOF {
			t.farewell()
			return t.log, nil
		}
		if err != nil {
			return nil, fmt.Errorf("trace, after event %d: %w", n-1, err)
		}
		t.event(event, n)
	}
}

type tracer struct {
	log    *Log
	old    bool
	worlds map[trace.GoID]bool // who has stopped the world
	lately map[trace.ThreadID][]resized
	called map[trace.ThreadID]bool // threads of C that called Go
	last   resized
}

// resized is where the latest steps of an M are, to recognise what procresize pretends.
type resized struct {
	what Resource
	at   int
	kind Kind
}

func (t *tracer) event(event trace.Event, n int32) {
	switch event.Kind() {
	case trace.EventSync, trace.EventMetric:
		return
	case trace.EventRangeBegin, trace.EventRangeEnd:
		if r := event.Range(); strings.HasPrefix(r.Name, "stop-the-world") {
			t.worlds[event.Goroutine()] = event.Kind() == trace.EventRangeBegin
		}
		return
	case trace.EventStateTransition:
	default:
		return
	}
	// Not the time of a sync, which may be from long before: starting waits its turn.
	at := int64(event.Time())
	if t.log.First == 0 {
		t.log.First = at
	}
	change := event.StateTransition()
	step := Step{
		At: at, M: int32(event.Thread()), Line: n, By: int64(event.Goroutine()), P: int16(event.Proc()),
		Why: t.log.Words.id(change.Reason),
	}
	var what Resource
	var known bool
	switch change.Resource.Kind {
	case trace.ResourceGoroutine:
		what = Resource{ID: int64(change.Resource.Goroutine())}
		step.Kind, known = goKind(change.Goroutine())
	case trace.ResourceProc:
		what = Resource{Proc: true, ID: int64(change.Resource.Proc())}
		step.Kind, step.Soft, known = t.procKind(change.Proc())
	}
	if !known {
		return
	}
	t.log.Last = at
	t.log.add(what, step)
	t.last = resized{what, len(t.log.Steps[what]) - 1, step.Kind}
	t.pretended(event.Thread(), what, step)
}

// farewell softens the last step of an old trace, if it is the yield that never was.
func (t *tracer) farewell() {
	if t.old && t.last.kind == Yield {
		t.soften(t.last)
	}
}

func goKind(from, to trace.GoState) (Kind, bool) {
	switch {
	case from == to, from == trace.GoUndetermined:
		return 0, false
	case from == trace.GoNotExist && to == trace.GoSyscall:
		return CgoIn, true
	case from == trace.GoNotExist:
		return Create, true
	case from == trace.GoSyscall && to == trace.GoNotExist:
		return CgoOut, true
	case to == trace.GoNotExist:
		return Exit, true
	case from == trace.GoWaiting && to == trace.GoRunnable:
		return Ready, true
	case from == trace.GoRunnable && to == trace.GoRunning:
		return Run, true
	case from == trace.GoRunning && to == trace.GoWaiting:
		return Park, true
	case from == trace.GoRunning && to == trace.GoRunnable:
		return Yield, true
	case from == trace.GoRunning && to == trace.GoSyscall:
		return Syscall, true
	case from == trace.GoSyscall && to == trace.GoRunning:
		return Sysexit, true
	case from == trace.GoSyscall && to == trace.GoRunnable:
		return SysexitBlocked, true
	}
	panic(fmt.Sprintf("a transition that is not known: %v to %v", from, to))
}

func (t *tracer) procKind(from, to trace.ProcState) (kind Kind, soft, known bool) {
	switch {
	case from == trace.ProcIdle && to == trace.ProcRunning:
		return Start, false, true
	case from == trace.ProcRunning && to == trace.ProcIdle:
		return Stop, false, true
	case from == trace.ProcIdle && to == trace.ProcIdle:
		return Stop, true, true
	case from == trace.ProcUndetermined && to == trace.ProcRunning && t.old:
		return Start, true, true
	}
	return 0, false, false
}

func (t *tracer) soften(r resized) { t.log.Steps[r.what][r.at].Soft = true }

// pretended softens what the trace may make up. First the stop of a P just before the end
// of a call from C. Second the loss of a P in a system call, told after the fact: a stop
// and a start of one P, a return, a run, on one M with nothing between. Third the yield
// and the run that procresize makes up: on one M, with nothing between, a yield of a
// goroutine that has stopped the world, a stop of its P, a start of P 0, a run of the same
// goroutine. Before Go 1.21 stops of the world by GOMAXPROCS are not in the trace: there
// the pattern alone decides.
func (t *tracer) pretended(m trace.ThreadID, what Resource, step Step) {
	recent := append(t.lately[m], resized{what, len(t.log.Steps[what]) - 1, step.Kind})
	if len(recent) > 4 {
		recent = recent[1:]
	}
	t.lately[m] = recent
	switch step.Kind {
	case CgoIn:
		t.called[m] = true
	case CgoOut:
		if n := len(recent); n > 1 && recent[n-2].kind == Stop {
			t.soften(recent[n-2])
		}
	}
	if len(recent) < 4 || step.Kind != Run {
		return
	}
	if t.called[m] && recent[0].kind == Stop && recent[1].kind == Start && recent[0].what == recent[1].what &&
		recent[2].kind == SysexitBlocked && recent[2].what == what {
		t.soften(recent[0])
		t.soften(recent[1])
		return
	}
	if recent[0].what != what {
		return
	}
	if recent[0].kind != Yield || recent[1].kind != Stop || recent[2].kind != Start || recent[2].what.ID != 0 {
		return
	}
	if !t.old && !t.worlds[trace.GoID(what.ID)] {
		return
	}
	t.soften(recent[0])
	t.soften(recent[3])
}
