// Scheduling strains the scheduler itself, in ways that its first argument names.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

func main() {
	switch os.Args[1] {
	case "storm":
		storm(100, 20000)
	case "procs":
		procs(200)
	case "locked":
		locked(8, 2000)
	case "many":
		many(100000)
	case "busy":
		storm(4, 400000)
	case "garbage":
		garbage(50)
	}
}

// storm yields all the time.
func storm(n, times int) {
	var all sync.WaitGroup
	sum := int64(0)
	for i := 0; i < n; i++ {
		all.Add(1)
		go yielder(times, &sum, &all)
	}
	all.Wait()
	fmt.Println("yields:", sum)
}

func yielder(times int, sum *int64, all *sync.WaitGroup) {
	defer all.Done()
	for i := 0; i < times; i++ {
		runtime.Gosched()
		atomic.AddInt64(sum, 1)
	}
}

// procs changes GOMAXPROCS under load: Ps come and go.
func procs(times int) {
	var all sync.WaitGroup
	sum := int64(0)
	for i := 0; i < 50; i++ {
		all.Add(1)
		go yielder(5000, &sum, &all)
	}
	for i := 0; i < times; i++ {
		runtime.GOMAXPROCS(1 + i%13)
		time.Sleep(2 * time.Millisecond)
	}
	all.Wait()
	fmt.Println("yields:", sum, "procs:", runtime.GOMAXPROCS(0))
}

// locked hands a token round among goroutines that own their threads.
func locked(n, rounds int) {
	first := make(chan int)
	in := first
	for i := 0; i < n; i++ {
		out := make(chan int)
		go owner(in, out)
		in = out
	}
	sum := 0
	for i := 0; i < rounds; i++ {
		first <- i
		sum += <-in
	}
	fmt.Println("sum:", sum)
}

func owner(in <-chan int, out chan<- int) {
	runtime.LockOSThread()
	thread := syscall.Gettid()
	for n := range in {
		if syscall.Gettid() != thread {
			panic("on another thread")
		}
		out <- n + 1
	}
}

// many has n goroutines alive at once.
func many(n int) {
	start, results := make(chan struct{}), make(chan int, 100)
	for i := 0; i < n; i++ {
		go one(i, start, results)
	}
	time.Sleep(time.Second)
	close(start)
	sum := 0
	for i := 0; i < n; i++ {
		sum += <-results
	}
	fmt.Println("sum:", sum)
}

func one(i int, start <-chan struct{}, results chan<- int) {
	<-start
	results <- i
}

var kept [1000]*[100]*int

// garbage has the collector run, on a heap with pointers.
func garbage(collections uint32) {
	var stats runtime.MemStats
	for i := 0; stats.NumGC < collections; i++ {
		kept[i%len(kept)] = &[100]*int{new(int)}
		if i%1000 == 0 {
			runtime.ReadMemStats(&stats)
		}
	}
	fmt.Println("collected")
}
