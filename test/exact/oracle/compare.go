package main

import (
	"fmt"
	"io"
	"sort"
	"time"
)

// Options of a comparison.
type Options struct {
	// Window is how far from the trace's time its first step is looked for.
	Window time.Duration
	// Edge is how near to the begin and the end of the trace a step of the recording may
	// be without being in the trace: stamps are taken a little before or after the fact,
	// and between the two the operating system may have stopped the thread.
	Edge time.Duration
	// Shown is how many differences are shown with what is around them.
	Shown int
}

// compare checks that every step of the trace is in the recording, in the same order at
// each goroutine and each P, and that the recording has no other ones within the trace.
// It says what it found; false if there was any difference.
func compare(w io.Writer, traced, recorded *Log, options Options) (bool, error) {
	clocks, ok := align(traced, recorded)
	if !ok {
		return false, fmt.Errorf("no goroutine was created in both: nothing to tell one clock by the other")
	}
	report := newReport(w, options.Shown)
	// Goroutines come first: of when they parked there is more to tell the clocks by than
	// of when they were created, which may all be at the begin.
	var parks []anchor
	all := sortedResources(traced, recorded)
	parts := make([]part, len(all))
	for i, r := range all {
		if r.Proc && len(parks) > 0 {
			clocks, parks = clocksBy(parks), nil
		}
		m := &matcher{
			pair{traced.Steps[r], recorded.Steps[r], traced.Words, recorded.Words, clocks, recorded.Threads, !traced.MIsThread},
		}
		parts[i] = part{m, 0, outcome{rules: map[string]int{}}}
		if len(m.traced) == 0 {
			continue
		}
		begin := m.begin(int64(options.Window))
		parts[i].begin, parts[i].out = begin, m.match(begin, len(m.traced))
		if !r.Proc {
			parks = append(parks, parts[i].out.anchors...)
			parts[i].out.anchors = nil
		}
	}
	if len(parks) > 0 {
		clocks = clocksBy(parks)
	}
	from := clocks.recorded(traced.First) + int64(options.Edge)
	until := clocks.recorded(traced.Last) - int64(options.Edge)
	for i, r := range all {
		m, out := parts[i].m, parts[i].out
		m.clocks = clocks
		first := sort.Search(len(m.recorded), func(j int) bool { return m.recorded[j].At > from })
		if len(m.traced) == 0 {
			out.end = first
		} else {
			m.surplus(&out, 0, first, parts[i].begin, until)
		}
		m.surplus(&out, len(m.traced), out.end, len(m.recorded), until)
		report.add(r, m, out)
	}
	return report.close(), nil
}

// part is the comparison of one resource: from which step of the recording on, and what came of it.
type part struct {
	m     *matcher
	begin int
	out   outcome
}

// surplus goes through steps of the recording, from one to before another, that are within
// the trace's time but before its first step or after its last: there should be none.
func (m *matcher) surplus(out *outcome, i, from, to int, until int64) {
	for j := from; j < to && m.recorded[j].At < until; {
		_, recorded, rule := m.cover(len(m.traced), j)
		if recorded == 0 {
			recorded = 1
			out.differences = append(out.differences, difference{i: i, j: j, recorded: 1})
		} else if rule != same {
			out.rules[rule]++
		}
		j += recorded
	}
}
