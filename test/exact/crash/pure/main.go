// Crash ends badly, or under hardship, in the way that its argument says; goroutines
// talk to each other until then.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

var ways = map[string]func(){
	"panic":         func() { panic("gone wrong") },
	"panic-other":   func() { go fail(); time.Sleep(time.Minute) },
	"map":           concurrentMap,
	"goexit-alive":  func() { go exitLater(); runtime.Goexit() },
	"kill":          func() { syscall.Kill(os.Getpid(), syscall.SIGKILL); time.Sleep(time.Minute) },
	"overflow":      func() { println(deeper(1)) },
	"memory":        memory,
	"children":      children,
	"full":          full,
	"close":         func() { closeAll(false) },
	"close-all":     func() { closeAll(true) },
	"million":       million,
	"threads":       threads,
	"procs":         procs,
	"exit-in-init":  func() {},
	"panic-in-init": func() {},
}

func init() {
	switch way() {
	case "exit-in-init":
		talk(200)
		os.Exit(5)
	case "panic-in-init":
		panic("too early")
	}
}

func way() string {
	if len(os.Args) < 2 {
		return ""
	}
	return os.Args[1]
}

func main() {
	switch way() {
	// All are to be asleep: nobody may go on talking.
	case "deadlock":
		talk(2000)
		var mu sync.Mutex
		mu.Lock()
		mu.Lock()
	case "goexit":
		talk(2000)
		runtime.Goexit()
	case "exec":
		go talk(1 << 40)
		execAgain()
	case "child":
		os.Exit(7)
	}
	go talk(1 << 40)
	time.Sleep(30 * time.Millisecond)
	ways[way()]()
	fmt.Println(way(), "came to its end")
}

// talk lets goroutines send each other so many messages.
func talk(n int) {
	var wg sync.WaitGroup
	for pair := 0; pair < 2; pair++ {
		c := make(chan int)
		wg.Add(2)
		go func() {
			defer wg.Done()
			for i := 0; i < n; i++ {
				c <- i
			}
		}()
		go func() {
			defer wg.Done()
			for i := 0; i < n; i++ {
				<-c
			}
		}()
	}
	wg.Wait()
}

func fail() { panic("gone wrong elsewhere") }

func exitLater() {
	time.Sleep(50 * time.Millisecond)
	os.Exit(6)
}

func deeper(n int) int {
	var room [1024]byte
	room[n%len(room)] = byte(n)
	return deeper(n+1) + int(room[0])
}

func concurrentMap() {
	m := map[int]int{}
	for g := 0; g < 8; g++ {
		go func() {
			for i := 0; ; i++ {
				m[i%64] = i
			}
		}()
	}
	time.Sleep(time.Minute)
}
