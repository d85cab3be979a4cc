package main

import (
	"fmt"
	"io"
	"sort"
)

// report says what a comparison found.
type report struct {
	w           io.Writer
	shown       int
	goroutines  int
	procs       int
	transitions int
	starts      int
	rules       map[string]int
	differences int
}

func newReport(w io.Writer, shown int) *report {
	return &report{w: w, shown: shown, rules: map[string]int{}}
}

func (p *report) add(r Resource, m *matcher, out outcome) {
	if len(m.traced) > 0 {
		if r.Proc {
			p.procs++
			p.starts += out.compared
		} else {
			p.goroutines++
			p.transitions += out.compared
		}
	}
	for rule, n := range out.rules {
		p.rules[rule] += n
	}
	for _, d := range out.differences {
		if p.differences++; p.differences <= p.shown {
			p.show(r, m, d)
		}
	}
}

func (p *report) show(r Resource, m *matcher, d difference) {
	switch {
	case d.field != "":
		fmt.Fprintf(p.w, "%v: %s\n", r, d.field)
	case d.traced > 0 && d.recorded > 0:
		fmt.Fprintf(p.w, "%v: %d steps of the trace are %d others in the recording\n", r, d.traced, d.recorded)
	case d.traced > 0:
		fmt.Fprintf(p.w, "%v: %d missing from the recording\n", r, d.traced)
	default:
		fmt.Fprintf(p.w, "%v: %d not in the trace\n", r, d.recorded)
	}
	const around = 3
	for k := -around; k < d.traced+around; k++ {
		if i := d.i + k; i >= 0 && i < len(m.traced) {
			s := &m.traced[i]
			p.step("trace", k >= 0 && k < max(d.traced, 1), s, m.tracedWords, m.clocks.recorded(s.At))
		}
	}
	for k := -around; k < d.recorded+around; k++ {
		if j := d.j + k; j >= 0 && j < len(m.recorded) {
			s := &m.recorded[j]
			p.step("gorv ", k >= 0 && k < max(d.recorded, 1), s, m.recordedWords, s.At)
		}
	}
}

func (p *report) step(side string, here bool, s *Step, words *Words, at int64) {
	mark := " "
	if here {
		mark = ">"
	}
	fmt.Fprintf(p.w, "  %s %s %d: %.6f ms %v %s %s by %s %s\n", mark, side, s.Line, float64(at)/1e6, s.Kind,
		named("m", int64(s.M)), named("p", int64(s.P)), named("g", s.By), words.text(s.Why))
}

// close says how it went on the whole; false if it did not go well.
func (p *report) close() bool {
	fmt.Fprintf(p.w, "compared %d transitions of %d goroutines and %d starts and stops of %d Ps\n",
		p.transitions, p.goroutines, p.starts, p.procs)
	var rules []string
	for rule := range p.rules {
		rules = append(rules, rule)
	}
	sort.Strings(rules)
	for _, rule := range rules {
		fmt.Fprintf(p.w, "  %d × %s\n", p.rules[rule], rule)
	}
	fmt.Fprintf(p.w, "%d differences\n", p.differences)
	return p.differences == 0 && p.transitions > 0
}
