// Oracle reads traces of runtime/trace with golang.org/x/exp/trace, which nobody here
// wrote, and compares them with what gorv recorded of the same run.
//
//	oracle dump <trace>       what happened to each goroutine and P, a line each
//	oracle count <trace>      how much of what
//	oracle compare <trace>    with gorv's stream of events on stdin
//
// It ends with 1 if there is any difference, with 2 if something cannot be read.
// Traces of Go 1.11 to 1.27 can be read.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

func main() {
	var options Options
	flags := flag.NewFlagSet("oracle", flag.ExitOnError)
	flags.DurationVar(&options.Window, "window", 100*time.Millisecond, "how far away a begin is looked for")
	flags.DurationVar(&options.Edge, "edge", 2*time.Millisecond, "how far from the trace's ends all must be in it")
	flags.IntVar(&options.Shown, "shown", 20, "so many differences are shown")
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: oracle dump|count|compare [flags] <trace>"))
	}
	flags.Parse(os.Args[2:])
	if flags.NArg() != 1 {
		fail(fmt.Errorf("usage: oracle dump|count|compare [flags] <trace>"))
	}
	traced, err := readFile(flags.Arg(0))
	if err != nil {
		fail(err)
	}
	switch os.Args[1] {
	case "dump":
		err = writeLines(os.Stdout, traced)
	case "count":
		count(os.Stdout, traced)
	case "compare":
		var recorded *Log
		if recorded, err = readEvents(os.Stdin); err != nil {
			fail(err)
		}
		var equal bool
		if equal, err = compare(os.Stdout, traced, recorded, options); err == nil && !equal {
			os.Exit(1)
		}
	default:
		err = fmt.Errorf("no such command: %s", os.Args[1])
	}
	if err != nil {
		fail(err)
	}
}

// readFile reads a trace, or lines as dump writes them.
func readFile(path string) (*Log, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	begin := make([]byte, 3)
	n, _ := io.ReadFull(file, begin)
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if bytes.Equal(begin[:n], []byte("go ")) {
		return readTrace(file)
	}
	return readLines(file)
}

func count(w io.Writer, l *Log) {
	var kinds [len(kindNames)]int
	var goroutines, procs, all int
	for r, steps := range l.Steps {
		if r.Proc {
			procs++
		} else {
			goroutines++
		}
		all += len(steps)
		for i := range steps {
			kinds[steps[i].Kind]++
		}
	}
	fmt.Fprintf(w, "%d steps of %d goroutines and %d Ps in %.3f s\n", all, goroutines, procs, float64(l.Last-l.First)/1e9)
	for kind, n := range kinds {
		if n > 0 {
			fmt.Fprintf(w, "%9d %v\n", n, Kind(kind))
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "oracle:", err)
	os.Exit(2)
}
