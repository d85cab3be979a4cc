package main

// A Kind is what happens to a goroutine or to a P, in the words of gorv's events
// as far as both sides have the same.
type Kind uint8

const (
	Create Kind = iota
	Ready
	Run
	Park
	Yield // of its own will or preempted: the queues do not care
	Exit
	Syscall
	Sysexit        // it still runs
	SysexitBlocked // it lost its P meanwhile and has to be run again
	CgoIn          // a thread of C calls Go
	CgoOut
	Start // of a P
	Stop
)

var kindNames = [...]string{
	Create: "create", Ready: "ready", Run: "run", Park: "park", Yield: "yield", Exit: "exit",
	Syscall: "syscall", Sysexit: "sysexit", SysexitBlocked: "sysexit-blocked",
	CgoIn: "cgo-in", CgoOut: "cgo-out", Start: "start", Stop: "stop",
}

func (k Kind) String() string { return kindNames[k] }

// None stands where there is no M, P or goroutine.
const None = -1

// A Step is one thing that happened to one goroutine or P. There are millions of
// them, hence the small fields.
type Step struct {
	At   int64 // ns by the clock of its side
	By   int64 // the goroutine that did it, of Create and Ready
	M    int32 // the thread's id in traces since Go 1.22, else m.id
	Line int32 // of the stream, or the number of the event in the trace
	P    int16
	Why  uint16 // index of a Words
	Kind Kind
	// Soft steps may be there in one side alone; the reader of that side says why.
	Soft bool
}

// A Resource is a goroutine or a P.
type Resource struct {
	Proc bool
	ID   int64
}

// A Log is one side: what happened to each resource, in order.
type Log struct {
	Steps   map[Resource][]Step
	Threads Threads
	// MIsThread: the M of a step is a thread's id already.
	MIsThread bool
	// First and Last are the times of the first and the last thing in it.
	First, Last int64
	Words       *Words
}

func newLog() *Log {
	return &Log{Steps: map[Resource][]Step{}, Threads: Threads{}, Words: newWords()}
}

// Threads are the threads that each M had, in order. One that Go did not start has an M
// for a while only.
type Threads map[int32][]thread

type thread struct {
	since int32 // Line
	id    int64
}

// of gives the id of the thread that did a step, where it is known.
func (t Threads) of(s *Step) (int64, bool) {
	all := t[s.M]
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].since <= s.Line {
			return all[i].id, true
		}
	}
	return 0, false
}

func (l *Log) add(r Resource, s Step) { l.Steps[r] = append(l.Steps[r], s) }

// Words keeps each of the few texts that steps have once.
type Words struct {
	texts []string
	index map[string]uint16
}

func newWords() *Words {
	return &Words{texts: []string{""}, index: map[string]uint16{"": 0}}
}

func (w *Words) id(text string) uint16 {
	id, ok := w.index[text]
	if !ok {
		id = uint16(len(w.texts))
		w.texts = append(w.texts, text)
		w.index[text] = id
	}
	return id
}

func (w *Words) text(id uint16) string { return w.texts[id] }
