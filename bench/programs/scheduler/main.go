// Eight things that keep the scheduler busy, each in its own way; prints ns per
// operation. With BENCH_TRACE set, runtime/trace writes there meanwhile. The
// workload named nothing does nothing: what starting costs.
package main

import (
	"fmt"
	"os"
	"runtime/trace"
	"strconv"
	"time"
)

var workloads = map[string]func(n int){
	"nothing":  func(int) {},
	"pingpong": pingpong,
	"fanout":   fanout,
	"mutex":    mutex,
	"spawn":    spawn,
	"timers":   timers,
	"syscalls": syscalls,
	"http":     requests,
	"gc":       garbage,
}

func main() {
	n, err := strconv.Atoi(os.Args[2])
	work := workloads[os.Args[1]]
	if err != nil || work == nil {
		fmt.Fprintln(os.Stderr, "usage: scheduler <workload> <operations>")
		os.Exit(2)
	}
	if path := os.Getenv("BENCH_TRACE"); path != "" {
		file, err := os.Create(path)
		if err != nil {
			panic(err)
		}
		defer file.Close()
		if err := trace.Start(file); err != nil {
			panic(err)
		}
		defer trace.Stop()
	}
	start := time.Now()
	work(n)
	fmt.Println(float64(time.Since(start)) / float64(n))
}
