package main

import (
	"bytes"
	"fmt"
	"math/rand"
	"runtime"
	"runtime/trace"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"
)

// traced is a trace of this very process at work.
func traced(t *testing.T) *Log {
	t.Helper()
	if trace.IsEnabled() {
		t.Skip("another trace is taken")
	}
	var file bytes.Buffer
	if err := trace.Start(&file); err != nil {
		t.Fatal(err)
	}
	time.Sleep(10 * time.Millisecond)
	work()
	time.Sleep(10 * time.Millisecond)
	trace.Stop()
	log, err := readTrace(&file)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func work() {
	var wg sync.WaitGroup
	c := make(chan int)
	for i := 0; i < 50; i++ {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for k := 0; k < 100; k++ {
				c <- k
			}
			time.Sleep(time.Millisecond)
		}()
		go func() {
			defer wg.Done()
			for k := 0; k < 100; k++ {
				<-c
				if k%10 == 0 {
					runtime.Gosched()
				}
			}
		}()
	}
	wg.Wait()
	before := runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(1)
	runtime.GC()
	runtime.GOMAXPROCS(before)
}

type said struct {
	what Resource
	step Step
	line string
}

// asGorv says what a trace says as gorv would, by a clock of its own, with something
// before the trace and after it.
func asGorv(l *Log) []said {
	var all []said
	for r, steps := range l.Steps {
		for i, s := range steps {
			if s.Soft || s.Kind == Run && i > 0 && steps[i-1].Kind == SysexitBlocked {
				continue
			}
			if line := eventOf(r, s, l.Words.text(s.Why), s.At-l.First+5000000); line != "" {
				all = append(all, said{r, s, line})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].step.At < all[j].step.At })
	return all
}

func eventOf(r Resource, s Step, why string, at int64) string {
	kind := map[Kind]string{SysexitBlocked: "sysexit", Start: "prun", Stop: "pstop"}[s.Kind]
	if kind == "" {
		kind = s.Kind.String()
	}
	p, m := fmt.Sprint(s.P), fmt.Sprint(s.M)
	if s.P == None {
		p = "null"
	}
	if r.Proc {
		return fmt.Sprintf(`{"type":"event","t":%d,"m":%s,"p":%d,"kind":%q}`, at, m, r.ID, kind)
	}
	more := ""
	if s.Kind == Create {
		more = fmt.Sprintf(`,"parent":%d`, max(s.By, 0))
	}
	if s.Kind == Park {
		reason := why
		switch why {
		case "network":
			reason = "IO wait"
		case "sync.(*Cond).Wait":
			reason = "sync.Cond.Wait"
		}
		more = fmt.Sprintf(`,"reason":%q`, reason)
	}
	return fmt.Sprintf(`{"type":"event","t":%d,"m":%s,"p":%s,"kind":%q,"g":%d%s}`, at, m, p, kind, r.ID, more)
}

func check(t *testing.T, l *Log, events []said) (bool, string) {
	t.Helper()
	var text strings.Builder
	fmt.Fprintln(&text, `{"type":"hello","mode":"exact"}`)
	for i := 0; i < 200; i++ { // what g1 and P 0 did before
		fmt.Fprintf(&text, `{"type":"event","t":%d,"m":1,"p":0,"kind":%q,"g":1}`+"\n", 10*i, []string{"run", "park", "ready"}[i%3])
	}
	if p0 := l.Steps[Resource{Proc: true}]; len(p0) > 0 && p0[0].Kind == Start {
		fmt.Fprintln(&text, `{"type":"event","t":1999,"m":1,"p":0,"kind":"pstop"}`)
	}
	for r, steps := range l.Steps { // and who started the Ps that run when it begins
		if r.Proc && r.ID != 0 && steps[0].Kind == Stop {
			fmt.Fprintf(&text, `{"type":"event","t":2000,"m":1,"p":%d,"kind":"prun"}`+"\n", r.ID)
		}
	}
	for _, e := range events {
		fmt.Fprintln(&text, e.line)
	}
	fmt.Fprintln(&text, `{"type":"event","t":99000000000,"m":1,"p":0,"kind":"exit","g":1}`)
	recorded, err := readEvents(strings.NewReader(text.String()))
	if err != nil {
		return false, err.Error()
	}
	var out bytes.Buffer
	equal, err := compare(&out, l, recorded, Options{Window: 100 * time.Millisecond, Edge: time.Millisecond, Shown: 3})
	if err != nil {
		t.Fatal(err)
	}
	return equal, out.String()
}

func TestARealTraceAndWhatIsTakenAwayFromIt(t *testing.T) {
	l := traced(t)
	events := asGorv(l)
	if equal, out := check(t, l, events); !equal {
		t.Fatal(out)
	}
	random := rand.New(rand.NewSource(1))
	inner := func(i int) bool { // not at the very edges
		at := events[i].step.At
		return at > l.First+2e6 && at < l.Last-2e6
	}
	for n := 0; n < 60; n++ {
		i := random.Intn(len(events))
		if !inner(i) {
			continue
		}
		less := append(append([]said{}, events[:i]...), events[i+1:]...)
		// A goroutine's creation alone may be what the clocks are told by: there are many.
		if equal, out := check(t, l, less); equal {
			t.Errorf("without %v %s:\n%s", events[i].what, events[i].line, out)
		}
		twice := append(append([]said{}, events[:i+1]...), events[i:]...)
		if equal, out := check(t, l, twice); equal && events[i].step.Kind != Stop { // a P stops once
			t.Errorf("twice %v %s:\n%s", events[i].what, events[i].line, out)
		}
		swapped := append([]said{}, events...)
		for j := i + 1; j < len(swapped); j++ {
			if swapped[j].what == swapped[i].what {
				swapped[i], swapped[j] = swapped[j], swapped[i]
				if equal, out := check(t, l, swapped); equal {
					t.Errorf("swapped %s and %s:\n%s", events[i].line, events[j].line, out)
				}
				break
			}
		}
	}
}

func TestLinesReadAsTheyWereWritten(t *testing.T) {
	l := traced(t)
	var first, second bytes.Buffer
	if err := writeLines(&first, l); err != nil {
		t.Fatal(err)
	}
	again, err := readLines(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := writeLines(&second, again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("they differ")
	}
}

func TestNoTrace(t *testing.T) {
	for _, text := range []string{"", "go 1.22 trace", "go 9.99 trace\x00\x00\x00", "something else entirely"} {
		if _, err := readTrace(strings.NewReader(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
