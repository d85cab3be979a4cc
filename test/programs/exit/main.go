// Exit ends in the way that its arguments say.
package main

import (
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

func main() {
	n := 0
	if len(os.Args) > 2 {
		n, _ = strconv.Atoi(os.Args[2])
	}
	switch os.Args[1] {
	case "code":
		os.Exit(n)
	case "goroutine":
		go os.Exit(n)
		select {}
	case "panic":
		panic("gone wrong")
	case "panic-goroutine":
		go fail(n)
		time.Sleep(time.Minute)
	case "goexit":
		runtime.Goexit()
	case "goexit-alive":
		go exitLater(n)
		runtime.Goexit()
	case "overflow":
		println(deeper(n))
	case "deadlock":
		deadlock()
	case "map":
		var m map[string]int
		m["nil"] = n
	case "nil":
		var p *int
		*p = n
	case "signal":
		syscall.Kill(os.Getpid(), syscall.Signal(n))
		time.Sleep(time.Minute)
	}
}

func fail(n int) {
	panic(n)
}

func exitLater(n int) {
	time.Sleep(50 * time.Millisecond)
	os.Exit(n)
}

func deeper(n int) int {
	var room [1024]byte
	room[n%len(room)] = byte(n)
	return deeper(n+1) + int(room[0])
}

// deadlock leaves every goroutine in a wait that nobody ends, one of them on
// a thread of its own.
func deadlock() {
	never := make(chan int)
	go lockedWait(never)
	go wait(never)
	time.Sleep(50 * time.Millisecond)
	<-never
}

func lockedWait(never chan int) {
	runtime.LockOSThread()
	<-never
}

func wait(never chan int) {
	never <- <-never
}
