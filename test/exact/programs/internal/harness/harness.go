// Package harness is what the programs here share: a size, a bound in time, one
// line of output that does not depend on how it went, and runtime/trace beside
// whatever else watches.
package harness

import (
	"flag"
	"fmt"
	"os"
	"runtime/trace"
	"time"
)

// Size is how much a program is to do.
type Size struct {
	// Events is about how many events of the scheduler there shall be.
	Events int
	end    time.Time
}

// Each gives how many times to do what makes so many events each time: at least once.
func (s *Size) Each(events int) int {
	if s.Events < events {
		return 1
	}
	return s.Events / events
}

// Over reports whether the time is up.
func (s *Size) Over() bool { return time.Now().After(s.end) }

// Main runs a program. What it gives back is what it found wrong, or nil; it may
// not depend on how much was done, since time may have been short.
//
// With ORACLE_TRACE set runtime/trace writes there from before body until after
// it. Both ends are quiet for a while, so that a reader can tell where the trace
// begins and ends among the events of other recordings.
func Main(name string, body func(s *Size) error) {
	events := flag.Int("events", 1000000, "about so many events of the scheduler")
	bound := flag.Duration("for", time.Minute, "no longer than this")
	stop := start(os.Getenv("ORACLE_TRACE"))
	flag.Parse()
	s := &Size{Events: *events, end: time.Now().Add(*bound)}
	err := body(s)
	if s.Over() {
		fmt.Fprintln(os.Stderr, name+": the time was up")
	}
	stop()
	if err != nil {
		fmt.Println(name+":", err)
		os.Exit(1)
	}
	fmt.Println(name, *events, "ok")
}

func start(path string) (stop func()) {
	if path == "" {
		return func() {}
	}
	// A child of this program is not to write over it.
	os.Unsetenv("ORACLE_TRACE")
	file, err := os.Create(path)
	if err == nil {
		err = trace.Start(file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	time.Sleep(quiet)
	return func() {
		time.Sleep(quiet)
		trace.Stop()
		if err := file.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
	}
}

const quiet = 20 * time.Millisecond
