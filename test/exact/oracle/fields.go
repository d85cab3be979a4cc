package main

import "fmt"

// reasons of gorv's parks, which are the runtime's own, by the coarser ones of traces.
// Those of other words differ too much between releases.
var reasons = map[string]map[string]bool{
	"sleep":             {"sleep": true},
	"chan send":         {"chan send": true, "chan send (durable)": true},
	"chan receive":      {"chan receive": true, "chan receive (durable)": true},
	"select":            {"select": true, "select (durable)": true},
	"network":           {"IO wait": true},
	"sync.(*Cond).Wait": {"sync.Cond.Wait": true},
}

// differing names the field in which two steps of one kind differ, if one does.
func (p *pair) differing(t, r *Step) string {
	switch t.Kind {
	case Run:
		if t.P != None && r.P != None && t.P != r.P {
			return fmt.Sprintf("it runs on p%d there, on p%d here", t.P, r.P)
		}
	case Create:
		if t.By != r.By {
			return fmt.Sprintf("its parent is %s there, %s here", named("g", t.By), named("g", r.By))
		}
	case Ready:
		// Who makes ready is told by gorv only where it is a goroutine's own doing.
		if r.By != None && t.By != r.By {
			return fmt.Sprintf("made ready by %s there, %s here", named("g", t.By), named("g", r.By))
		}
	case Park:
		why := p.tracedWords.text(t.Why)
		if known := reasons[why]; known != nil && !known[p.why(r)] {
			return fmt.Sprintf("parked for %q there, %q here", why, p.why(r))
		}
	case Start:
		if m, ok := p.thread(r); ok && t.M != None && int64(t.M) != m {
			return fmt.Sprintf("by thread %d there, %d here", t.M, m)
		}
	}
	return ""
}
