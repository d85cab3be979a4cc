package main

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"
)

// A trace of one goroutine that was there before (g1) and one that was not (g7), in
// the lines of dump; its clock is 1000 ns ahead.
const small = `
g1 2000 park m70 p0 g1 chan receive
g1 2400 ready m71 p1 g7
g1 2500 run m70 p0 -
g7 2100 create m70 p0 g1
g7 2200 run m71 p1 -
g7 2300 park m71 p1 g7 select
g7 2310 ready m70 p0 -
g7 2320 run m71 p1 -
g7 2450 exit m71 p1 g7
p1 2150 start m71 - -
p1 2480 stop m71 p1 -
`

const hello = `{"type":"hello","mode":"exact"}
{"type":"event","t":1,"m":0,"p":null,"kind":"mstart","procid":70}
{"type":"event","t":2,"m":3,"p":null,"kind":"mstart","procid":71}
{"type":"event","t":10,"m":0,"p":0,"kind":"create","g":1,"parent":null}
{"type":"event","t":20,"m":0,"p":0,"kind":"run","g":1,"from":"local"}
{"type":"event","t":30,"m":0,"p":0,"kind":"park","g":1,"reason":"sleep"}
{"type":"event","t":40,"m":0,"p":0,"kind":"ready","g":1,"by":null}
{"type":"event","t":50,"m":0,"p":0,"kind":"run","g":1,"from":"local"}
`

var within = []string{
	`{"type":"event","t":1000,"m":0,"p":0,"kind":"park","g":1,"reason":"chan receive"}`,
	`{"type":"event","t":1100,"m":0,"p":0,"kind":"create","g":7,"parent":1}`,
	`{"type":"event","t":1150,"m":3,"p":1,"kind":"prun"}`,
	`{"type":"event","t":1200,"m":3,"p":1,"kind":"run","g":7,"from":"steal"}`,
	`{"type":"event","t":1300,"m":3,"p":1,"kind":"park","g":7,"reason":"select"}`,
	`{"type":"event","t":1305,"m":0,"p":0,"kind":"netpoll","g":[7]}`,
	`{"type":"event","t":1320,"m":3,"p":1,"kind":"run","g":7,"from":"netpoll"}`,
	`{"type":"event","t":1400,"m":3,"p":1,"kind":"ready","g":1,"by":7,"to":"runnext"}`,
	`{"type":"event","t":1450,"m":3,"p":1,"kind":"exit","g":7}`,
	`{"type":"event","t":1480,"m":3,"p":1,"kind":"pstop"}`,
	`{"type":"event","t":1481,"m":3,"p":1,"kind":"pidle"}`,
	`{"type":"event","t":1500,"m":0,"p":0,"kind":"run","g":1,"from":"runnext"}`,
}

const after = `{"type":"event","t":9000000,"m":0,"p":0,"kind":"exit","g":1}
{"type":"end","lost":0}
`

func compared(t *testing.T, lines, events string) (bool, string) {
	t.Helper()
	traced, err := readLines(strings.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	recorded, err := readEvents(strings.NewReader(events))
	if err != nil {
		return false, err.Error() // a contradiction within the recording
	}
	var out bytes.Buffer
	equal, err := compare(&out, traced, recorded, Options{Window: time.Millisecond, Edge: 10, Shown: 9})
	if err != nil {
		t.Fatal(err)
	}
	return equal, out.String()
}

func stream(within []string) string { return hello + strings.Join(within, "\n") + "\n" + after }

func changed(i int, lines ...string) string {
	all := append([]string{}, within[:i]...)
	all = append(all, lines...)
	return stream(append(all, within[i+1:]...))
}

func TestEqual(t *testing.T) {
	equal, out := compared(t, small, stream(within))
	if !equal || !strings.Contains(out, "compared 9 transitions of 2 goroutines and 2 starts and stops of 1 Ps\n") {
		t.Error(out)
	}
}

func TestEachMissingEventIsFound(t *testing.T) {
	for i, line := range within {
		// netpoll says again what the run says; pidle is no stop of its own.
		if strings.Contains(line, `"netpoll","g"`) || strings.Contains(line, "pidle") || strings.Contains(line, "pstop") {
			continue
		}
		if strings.Contains(line, `"create"`) {
			continue // without it there is nothing to align by: below
		}
		equal, out := compared(t, small, changed(i))
		if equal || !strings.Contains(out, "missing from the recording") {
			t.Errorf("without %s:\n%s", line, out)
		}
	}
}

func TestNothingInCommonIsAnError(t *testing.T) {
	traced, _ := readLines(strings.NewReader(small))
	recorded, err := readEvents(strings.NewReader(changed(1)))
	if err != nil {
		t.Fatal(err)
	}
	if equal, err := compare(&bytes.Buffer{}, traced, recorded, Options{}); equal || err == nil {
		t.Error(equal, err)
	}
}

func TestSwapped(t *testing.T) {
	all := append([]string{}, within...)
	all[4], all[6] = all[6], all[4] // park and run of g7
	equal, out := compared(t, small, stream(all))
	if equal || !strings.Contains(out, "g7:") {
		t.Error(out)
	}
}

func TestEachEventTooManyIsFound(t *testing.T) {
	for i, line := range within {
		if strings.Contains(line, `"netpoll","g"`) || strings.Contains(line, "pidle") ||
			strings.Contains(line, "pstop") || strings.Contains(line, `"create"`) {
			continue
		}
		if i == 0 || i == len(within)-1 {
			continue // at the very edge: before or after the trace there may be more
		}
		equal, out := compared(t, small, changed(i, line, line))
		if equal {
			t.Errorf("with %s twice:\n%s", line, out)
		}
	}
}

func TestOtherFields(t *testing.T) {
	for _, c := range []struct{ from, to, says string }{
		{`"p":1,"kind":"run","g":7,"from":"steal"`, `"p":0,"kind":"run","g":7,"from":"steal"`, "runs on p1 there, on p0 here"},
		{`"parent":1`, `"parent":2`, "its parent is g1 there, g2 here"},
		{`"by":7`, `"by":8`, "made ready by g7 there, g8 here"},
		{`"reason":"select"`, `"reason":"sleep"`, `parked for "select" there, "sleep" here`},
		{`"m":3,"p":1,"kind":"prun"`, `"m":0,"p":1,"kind":"prun"`, "by thread 71 there, 70 here"},
	} {
		events := stream(within)
		if strings.Count(events, c.from) != 1 {
			t.Fatal(c.from)
		}
		equal, out := compared(t, small, strings.Replace(events, c.from, c.to, 1))
		if equal || !strings.Contains(out, c.says) {
			t.Errorf("%s:\n%s", c.says, out)
		}
	}
}

func TestAGoroutineThatTheTraceDoesNotHave(t *testing.T) {
	extra := `{"type":"event","t":1310,"m":0,"p":0,"kind":"create","g":8,"parent":1}`
	equal, out := compared(t, small, changed(5, within[5], extra))
	if equal || !strings.Contains(out, "g8: 1 not in the trace") {
		t.Error(out)
	}
	late := strings.Replace(extra, "1310", "8000000", 1)
	if equal, out := compared(t, small, changed(11, within[11], late)); !equal {
		t.Error(out)
	}
}

// Where the trace says more than gorv does, or less, and both are right.
func TestRules(t *testing.T) {
	const anchor = "g9 1000 create m1 p0 g1\n"
	const recordedAnchor = `{"type":"event","t":1000,"m":1,"p":0,"kind":"create","g":9,"parent":1}` + "\n"
	for _, c := range []struct {
		name, lines string
		events      []string // kind and what follows it, of g2
	}{
		{"back from a system call with another P", "syscall,sysexit-blocked,run", []string{`syscall"`, `sysexit"`}},
		{"back after it was runnable", "syscall,sysexit-blocked,run", []string{`syscall"`, `sysexit"`, `run","from":"global"`}},
		{"back, and it was slow", "syscall,sysexit-blocked,run", []string{`syscall"`, `sysexit","fast":false`, `run","from":"syscall"`}},
		{"preempted and suspended", "park preempted,ready,run", []string{`preempt"`, `park","reason":"preempted"`, `ready"`, `run"`}},
		{"preempted", "park preempted,ready,run", []string{`preempt"`, `ready"`, `run"`}},
		{"goyield", "yield preempted,run", []string{`yield"`, `run"`}},
		{"stops the world", "park sync,ready,run", []string{
			`park","reason":"stopping the world"`, `run"`, `park","reason":"semacquire"`, `ready"`, `run"`}},
		{"marks", "ready,run,park", []string{
			`run","from":"gcworker"`, `park","reason":"GC worker (active)"`, `run"`, `park","reason":"GC worker (idle)"`}},
		{"procresize pretends", "yield ~ runtime.Gosched,run ~,park", []string{`park","reason":"sleep"`}},
		{"netpoll and ready", "ready,run", []string{`netpoll"`, `ready"`, `run"`}},
		{"a call from C", "cgo-in,sysexit,syscall,cgo-out", []string{`adopt"`, `sysexit"`, `syscall"`, `exit"`}},
	} {
		lines, events := anchor, hello+recordedAnchor
		for i, step := range strings.Split("create,run,"+c.lines, ",") {
			kind, why, _ := strings.Cut(step, " ")
			by := "-"
			if kind == "create" {
				by = "g1"
			}
			lines += strings.TrimSpace("g2 "+"110"+string(rune('0'+i))+" "+kind+" m1 p0 "+by+" "+why) + "\n"
		}
		for _, kind := range append([]string{`create","parent":1`, `run"`}, c.events...) {
			g := "2"
			if strings.HasPrefix(kind, "netpoll") {
				g = "[2]"
			}
			events += `{"type":"event","t":1100,"m":1,"p":0,"kind":"` + kind + `,"g":` + g + "}\n"
		}
		if equal, out := compared(t, lines, events+after); !equal {
			t.Errorf("%s:\n%s\n%s", c.name, lines, out)
		}
	}
}

func TestARunThatNoOneMadeReady(t *testing.T) {
	// "local" is no place where one is found waiting.
	events := strings.Replace(stream(within), `"from":"netpoll"`, `"from":"local"`, 1)
	events = strings.Replace(events, `"kind":"netpoll","g":[7]`, `"kind":"spin"`, 1)
	if equal, out := compared(t, small, events); equal {
		t.Error(out)
	}
}

// The loss of a P that a thread of C had, said twice in the trace, once when the thread went
// back to C and once when another M took it; then the former takes it back. Times are too
// near to each other to tell which is which: whoever starts the P does.
func TestALostPIsTakenBack(t *testing.T) {
	lines := small + `p1 2160 stop m71 - - ~
p1 2330 stop m70 - - ~
p1 2331 start m70 - -
p1 2380 stop m71 - - ~
p1 2381 start m71 - - ~
p1 2490 start m70 - -
`
	add := `{"type":"event","t":1329,"m":0,"p":1,"kind":"retake","g":7,"from":{"m":3}}
{"type":"event","t":1329,"m":0,"p":1,"kind":"prun"}
{"type":"event","t":1450,"m":3,"p":1,"kind":"retake","g":1,"from":{"m":0}}
{"type":"event","t":1450,"m":3,"p":1,"kind":"prun"}`
	all := append([]string{}, within...)
	all[6] += "\n" + add
	all[10] += "\n" + `{"type":"event","t":1490,"m":0,"p":1,"kind":"prun"}`
	if equal, out := compared(t, sorted(lines), stream(all)); !equal {
		t.Error(out)
	}
}

// sorted puts lines in the order of their times.
func sorted(lines string) string {
	all := strings.Split(strings.TrimSpace(lines), "\n")
	at := func(line string) (ns int) {
		fmt.Sscan(strings.Fields(line)[1], &ns)
		return ns
	}
	sort.SliceStable(all, func(i, j int) bool { return at(all[i]) < at(all[j]) })
	return strings.Join(all, "\n") + "\n"
}

// The clock of a trace is fast where the operating system took the thread between the two
// readings that its rate comes from. All goroutines are created at the begin.
func TestAClockThatGoesWrong(t *testing.T) {
	lines, events := "g2 1000 create m1 p0 g1\n", hello
	event := func(at int, kind string) {
		events += fmt.Sprintf(`{"type":"event","t":%d,"m":1,"p":0,"kind":%s,"g":2}`+"\n", at, kind)
	}
	event(1000, `"create","parent":1`)
	for at := 1100; at < 100_000; at += 300 {
		fast := func(at int) int { return at + (at-1000)/30 }
		lines += fmt.Sprintf("g2 %d run m1 p0 -\ng2 %d park m1 p0 g2 sleep\ng2 %d ready m1 p0 -\n", fast(at), fast(at+100), fast(at+200))
		event(at, `"run"`)
		event(at+100, `"park","reason":"sleep"`)
		event(at+200, `"ready"`)
	}
	// After the trace's end, but before what its clock makes of that.
	event(101_000, `"run"`)
	event(101_100, `"park","reason":"sleep"`)
	if equal, out := compared(t, lines, events+after); !equal {
		t.Error(out)
	}
}

func TestStreamsThatAreNone(t *testing.T) {
	for _, text := range []string{
		"", "x", `{"type":"end","lost":0}`,
		`{"type":"hello","mode":"sample"}`,
		`{"type":"hello","mode":"exact"}` + "\n" + `{"type":"end","lost":3}`,
		`{"type":"hello","mode":"exact"}` + "\n" + `{"type":"event","kind":"run","g":"x"}`,
	} {
		if _, err := readEvents(strings.NewReader(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestSlowWithoutARun(t *testing.T) {
	lines := strings.Replace(small, "g7 2300 park", "g7 2250 syscall m71 p1 -\ng7 2260 sysexit-blocked m71 - -\ng7 2270 run m71 p1 -\ng7 2300 park", 1)
	for fast, want := range map[string]bool{"true": true, "false": false} {
		equal, out := compared(t, lines, changed(3, within[3],
			`{"type":"event","t":1250,"m":3,"p":1,"kind":"syscall","g":7}`,
			`{"type":"event","t":1260,"m":3,"p":1,"kind":"sysexit","g":7,"fast":`+fast+`}`))
		if equal != want {
			t.Errorf("fast %s:\n%s", fast, out)
		}
	}
}

// The P of an M that stops the world is Pgcstop; the trace lets it run on.
func TestThePOfWhoStopsTheWorld(t *testing.T) {
	equal, out := compared(t, small, changed(4, within[4],
		`{"type":"event","t":1301,"m":3,"p":1,"kind":"stw","phase":"begin"}`,
		`{"type":"event","t":1302,"m":3,"p":1,"kind":"pstop","gc":true}`,
		`{"type":"event","t":1303,"m":3,"p":1,"kind":"prun"}`,
		`{"type":"event","t":1304,"m":3,"p":1,"kind":"stw","phase":"end"}`))
	if !equal {
		t.Error(out)
	}
}

// What procresize pretends stands just before a yield that was.
func TestSoftStepsBesideSuchThatWere(t *testing.T) {
	lines := strings.Replace(small, "g7 2300 park", "g7 2250 yield m71 p1 g7 ~ runtime.Gosched\n"+
		"g7 2251 run m71 p1 - ~\ng7 2280 yield m71 p1 g7 runtime.Gosched\ng7 2290 run m71 p0 -\ng7 2300 park", 1)
	equal, out := compared(t, lines, changed(3, within[3],
		`{"type":"event","t":1281,"m":3,"p":1,"kind":"yield","g":7}`,
		`{"type":"event","t":1291,"m":3,"p":0,"kind":"run","g":7,"from":"local"}`))
	if !equal {
		t.Error(out)
	}
}

// A P of GOMAXPROCS that no M had yet: the world stops without a word of it in the trace.
func TestAPThatNobodyHadIsStopped(t *testing.T) {
	equal, out := compared(t, small, changed(4, within[4],
		`{"type":"event","t":1301,"m":0,"p":4,"kind":"pstop","gc":true}`))
	if !equal {
		t.Error(out)
	}
}

// Old traces say nothing where an M finds its former P in another's system call.
func TestOldTracesOfAPTakenBack(t *testing.T) {
	l := newLog()
	steps := func(kinds ...Kind) (all []Step) {
		for _, kind := range kinds {
			all = append(all, Step{Kind: kind, M: 3, Line: int32(len(all))})
		}
		return all
	}
	recorded := steps(Start, Stop, Start, Stop)
	recorded[1].Why = l.Words.id("retake")
	for old, want := range map[bool]int{true: 0, false: 1} {
		m := &matcher{pair: pair{steps(Start, Stop), recorded, l.Words, l.Words, &Clocks{at: []int64{0}, shift: []int64{0}}, nil, old}}
		out := m.match(0, 2)
		m.surplus(&out, 2, out.end, len(recorded), 100)
		if (len(out.differences) > 0) != (want > 0) {
			t.Errorf("old %v: %v", old, out.differences)
		}
	}
}
