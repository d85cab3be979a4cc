package main

// A difference at one resource: steps [i, i+traced) of the trace have nothing in the
// recording, steps [j, j+recorded) of the recording nothing in the trace; or, both being
// none, what field of i and j differs.
type difference struct {
	i, traced, j, recorded int
	field                  string
}

type outcome struct {
	compared    int
	rules       map[string]int
	differences []difference
	anchors     []anchor
	apart       int64 // sum of how far the times of matched steps are from each other
	end         int   // the first step of the recording that was not looked at
}

// matcher compares what one resource did.
type matcher struct{ pair }

// match compares the first steps of the trace, all or so many, with the recording from j on.
func (m *matcher) match(j, limit int) outcome {
	out := outcome{rules: map[string]int{}}
	if limit > len(m.traced) {
		limit = len(m.traced)
	}
	for i := 0; i < limit; {
		traced, recorded, rule := m.cover(i, j)
		if traced+recorded == 0 {
			traced, recorded = m.resync(i, j)
			out.differences = append(out.differences, difference{i: i, traced: traced, j: j, recorded: recorded})
			i, j = i+traced, j+recorded
			continue
		}
		out.compared += traced
		if rule != same {
			out.rules[rule]++
		}
		if traced == 1 && recorded == 1 {
			t, r := &m.traced[i], &m.recorded[j]
			if t.Kind == Park && !t.Soft {
				out.anchors = append(out.anchors, anchor{t.At, r.At - t.At})
			}
			out.apart += distance(m.clocks.recorded(t.At), r.At)
			if field := m.differing(t, r); field != "" {
				out.differences = append(out.differences, difference{i: i, j: j, field: field})
			}
		}
		i, j = i+traced, j+recorded
	}
	out.end = j
	return out
}

// Within so many steps of either side there is to be a place from which on so many agree.
const (
	searched = 16
	agreed   = 4
)

// resync gives how many steps of either side to pass over at a disagreement: the fewest
// after which the sides agree again for a while.
func (m *matcher) resync(i, j int) (traced, recorded int) {
	for sum := 1; sum <= searched; sum++ {
		for a := 0; a <= sum; a++ {
			if i+a <= len(m.traced) && j+sum-a <= len(m.recorded) && m.agree(i+a, j+sum-a) {
				return a, sum - a
			}
		}
	}
	return 1, 0
}

func (m *matcher) agree(i, j int) bool {
	for n := 0; n < agreed; {
		if i >= len(m.traced) {
			return true
		}
		traced, recorded, rule := m.cover(i, j)
		if traced+recorded == 0 {
			return false
		}
		if rule == same {
			n++
		}
		i, j = i+traced, j+recorded
	}
	return true
}

// begin finds the step of the recording with which the trace of this resource begins.
// What was created within the trace begins with that. Of what was there before, the
// trace has the later part: of the places near its time, the one after which there are
// the fewest differences, and of several such the one whose times fit best.
func (m *matcher) begin(window int64) int {
	if len(m.traced) == 0 || m.traced[0].Kind == Create {
		return 0
	}
	const tried = 400
	at := m.clocks.recorded(m.traced[0].At)
	best, bestOut := len(m.recorded), outcome{}
	for n, j := range nearest(m.recorded, at, window, tried) {
		if out := m.match(j, 200); n == 0 || out.better(bestOut) {
			best, bestOut = j, out
		}
	}
	return best
}

func (o outcome) better(than outcome) bool {
	if a, b := len(o.differences), len(than.differences); a != b {
		return a < b
	}
	// What is passed over has no time that may be wrong.
	if a, b := o.rules[traceAlone], than.rules[traceAlone]; a != b {
		return a < b
	}
	return o.apart < than.apart
}

// nearest gives the places in steps that are at most so far from a time, at most so many.
func nearest(steps []Step, at, window int64, most int) []int {
	middle := 0
	for middle < len(steps) && steps[middle].At < at {
		middle++
	}
	var places []int
	for d := 0; len(places) < most; d++ {
		low, high := middle-1-d, middle+d
		any := false
		if high < len(steps) && steps[high].At-at <= window {
			places, any = append(places, high), true
		}
		if low >= 0 && at-steps[low].At <= window {
			places, any = append(places, low), true
		}
		if !any {
			break
		}
	}
	return places
}

func distance(a, b int64) int64 {
	if a < b {
		return b - a
	}
	return a - b
}
