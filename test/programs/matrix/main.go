// What the matrix runs on every Go, one word for each run: all of it in one
// program, so that one build will do.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"sync"
	"time"
)

func worker(c chan int) {
	for range c {
	}
}

// watched has five goroutines that wait for long enough to be seen.
func watched() {
	c := make(chan int)
	for i := 0; i < 5; i++ {
		go worker(c)
	}
	time.Sleep(300 * time.Millisecond)
	fmt.Println(runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// deadlock ends in the runtime's own report.
func deadlock(after time.Duration) {
	time.Sleep(after)
	var mu sync.Mutex
	mu.Lock()
	mu.Lock()
}

// identity calls what has to reach every thread of the process.
func identity() {
	for i := 0; i < 3; i++ {
		if err := setgid(os.Getgid()); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		time.Sleep(20 * time.Millisecond)
	}
	fmt.Println("the same group as before")
}

// bare prints whatever a runtime that was tampered with might change.
func bare() {
	fmt.Println(runtime.Version(), runtime.NumGoroutine(), os.Args[1:])
	env := os.Environ()
	sort.Strings(env)
	fmt.Println(env)
	fmt.Println(runtime.GOMAXPROCS(0), len(env))
	var group sync.WaitGroup
	sums := make([]int, 100)
	for i := range sums {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			for j := 0; j < 1000; j++ {
				sums[i] += i ^ j
			}
		}(i)
	}
	group.Wait()
	fmt.Println(sums)
	os.Exit(3)
}

func main() {
	switch os.Args[1] {
	case "watched":
		watched()
	case "deadlock":
		deadlock(0)
	case "late":
		deadlock(50 * time.Millisecond)
	case "setgid":
		identity()
	case "bare":
		bare()
	}
}
