package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// event is a line of gorv run -r json --renderer-option events=true.
type event struct {
	Type   string          `json:"type"`
	T      int64           `json:"t"`
	M      *int32          `json:"m"`
	P      *int16          `json:"p"`
	Kind   string          `json:"kind"`
	G      json.RawMessage `json:"g"`
	From   json.RawMessage `json:"from"`
	Reason string          `json:"reason"`
	By     *int64          `json:"by"`
	Parent *int64          `json:"parent"`
	Procid *int64          `json:"procid"`
	N      *int64          `json:"gomaxprocs"`
	Mode   string          `json:"mode"`
	Lost   int64           `json:"lost"`
	Phase  string          `json:"phase"`
	Fast   *bool           `json:"fast"`
}

// recording reads the stream into a Log. Everything is taken in the order of the
// lines, which is the order that gorv vouches for; times only align the two sides.
type recording struct {
	log *Log
	// owned has each P that some M has: at first it is one, P 0.
	owned map[int16]bool
	// stopper is the M that has stopped the world or wants to; held are Ps that it
	// stopped without letting go of them: its own. In the trace these run on.
	stopper int32
	held    map[int16]bool
	hello   bool
	lost    int64
}

func readEvents(r io.Reader) (*Log, error) {
	in := &recording{log: newLog(), owned: map[int16]bool{0: true}, stopper: None, held: map[int16]bool{}}
	lines := bufio.NewReaderSize(r, 1<<20)
	for n := int32(1); ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 && !bytes.HasPrefix(line, []byte(`{"type":"snapshot"`)) {
			var e event
			if err := json.Unmarshal(line, &e); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if err := in.take(&e, n); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	switch {
	case !in.hello:
		return nil, fmt.Errorf("no hello: not a stream of gorv")
	case in.lost != 0:
		return nil, fmt.Errorf("the recording says that it lost %d events", in.lost)
	}
	return in.log, nil
}

var goKinds = map[string]Kind{
	"create": Create, "run": Run, "park": Park, "ready": Ready, "yield": Yield, "preempt": Yield,
	"exit": Exit, "syscall": Syscall, "sysexit": Sysexit, "adopt": CgoIn,
}

func (in *recording) take(e *event, line int32) error {
	switch e.Type {
	case "hello":
		in.hello = true
		if e.Mode != "" && e.Mode != "exact" {
			return fmt.Errorf("the recording is of mode %q", e.Mode)
		}
		return nil
	case "end":
		in.lost = e.Lost
		return nil
	case "event":
	default:
		return nil
	}
	step := Step{At: e.T, M: None, P: None, By: None, Line: line}
	if e.M != nil {
		step.M = *e.M
	}
	if e.P != nil {
		step.P = *e.P
	}
	if in.log.First == 0 {
		in.log.First = e.T
	}
	in.log.Last = e.T
	if e.M != nil && e.Procid != nil {
		in.log.Threads[*e.M] = append(in.log.Threads[*e.M], thread{line, *e.Procid})
	}
	if kind, ok := goKinds[e.Kind]; ok {
		return in.goroutine(e, kind, step)
	}
	switch e.Kind {
	case "netpoll":
		// It says that these are ready, but not yet where: their ready may follow.
		var gs []int64
		if err := json.Unmarshal(e.G, &gs); err != nil {
			return fmt.Errorf("g of netpoll: %w", err)
		}
		step.Kind, step.Soft, step.Why = Ready, true, in.log.Words.id("netpoll")
		for _, g := range gs {
			in.log.add(Resource{ID: g}, step)
		}
	case "stw":
		in.stopper = None
		if e.Phase != "end" {
			in.stopper = step.M
		}
	case "prun":
		if in.held[step.P] {
			delete(in.held, step.P)
			return nil
		}
		if in.owned[step.P] {
			return fmt.Errorf("p%d starts, and never stopped", step.P)
		}
		step.Kind = Start
		in.owned[step.P] = true
		in.log.add(Resource{Proc: true, ID: int64(step.P)}, step)
	case "pstop", "retake", "handoff", "pidle":
		if e.Kind == "pstop" && in.stopper != None && step.M == in.stopper && in.owned[step.P] {
			in.held[step.P] = true
			return nil
		}
		// Several of them may tell of one loss (a retake and then the handoff), and a
		// P that nobody had is stopped with the world too.
		if in.owned[step.P] {
			if e.Kind == "retake" {
				step.Why = in.log.Words.id("retake")
			}
			in.stop(step.P, step)
		}
	case "procs":
		for p, owned := range in.owned {
			if owned && e.N != nil && int64(p) >= *e.N {
				in.stop(p, step)
			}
		}
	}
	return nil
}

func (in *recording) stop(p int16, step Step) {
	step.Kind, step.P = Stop, p
	in.owned[p] = false
	delete(in.held, p)
	in.log.add(Resource{Proc: true, ID: int64(p)}, step)
}

func (in *recording) goroutine(e *event, kind Kind, step Step) error {
	var g int64
	if err := json.Unmarshal(e.G, &g); err != nil {
		return fmt.Errorf("g of %s: %w", e.Kind, err)
	}
	step.Kind = kind
	why := ""
	switch kind {
	case Run:
		json.Unmarshal(e.From, &why) // a word; whatever else it may be is not compared
	case Park:
		why = e.Reason
	case Yield:
		why = e.Kind
	case Sysexit:
		if e.Fast != nil && !*e.Fast {
			step.Kind = SysexitBlocked
		}
	case Ready:
		step.By = nobody(e.By)
	case Create:
		step.By = nobody(e.Parent)
	case Exit:
		if steps := in.log.Steps[Resource{ID: g}]; len(steps) > 0 && steps[len(steps)-1].Kind == Syscall {
			step.Kind = CgoOut
		}
	}
	step.Why = in.log.Words.id(why)
	in.log.add(Resource{ID: g}, step)
	return nil
}

func nobody(g *int64) int64 {
	if g == nil || *g == 0 {
		return None
	}
	return *g
}
