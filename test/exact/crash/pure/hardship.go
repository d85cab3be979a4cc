package main

import (
	"fmt"
	"io/ioutil"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// memory: what lives is more than the limit, so that the collector runs all the time.
func memory() {
	limit(32 << 20)
	var kept [][]byte
	for i := 0; i < 48; i++ {
		kept = append(kept, make([]byte, 1<<20))
	}
	var wg sync.WaitGroup
	for g := 0; g < 4; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 2000; i++ {
				sink(make([]byte, 16<<10))
			}
		}()
	}
	wg.Wait()
	fmt.Println(len(kept), "MiB are kept")
}

var last atomic.Value

func sink(b []byte) { last.Store(b) }

// children: two hundred, at most forty at a time.
func children() {
	self, err := os.Executable()
	check(err)
	var wg sync.WaitGroup
	var sum int64
	room := make(chan bool, 40)
	for i := 0; i < 200; i++ {
		wg.Add(1)
		room <- true
		go func() {
			defer wg.Done()
			child := exec.Command(self, "child")
			child.Run()
			atomic.AddInt64(&sum, int64(child.ProcessState.ExitCode()))
			<-room
		}()
	}
	wg.Wait()
	fmt.Println("their exit codes are", sum, "in all")
}

// full: nothing can be written, neither to stdout nor to a file on such a disk.
func full() {
	_, err := os.Stdout.WriteString("does not arrive\n")
	fmt.Fprintln(os.Stderr, "stdout:", err)
	file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	check(err)
	_, err = file.WriteString("neither")
	fmt.Fprintln(os.Stderr, "file:", err)
	os.Exit(9)
}

// closeAll closes what it finds, with or without what the runtime's poller waits on: a Go
// that has lost that one ends as soon as it has nothing to do.
func closeAll(poller bool) {
	if poller {
		os.Stdout.WriteString("closes all\n")
	} else {
		os.Stdout.WriteString("closes all but the poller\n")
	}
	for fd := 0; fd < 1024; fd++ {
		what, _ := os.Readlink("/proc/self/fd/" + strconv.Itoa(fd))
		if poller || !strings.HasPrefix(what, "anon_inode:") {
			syscall.Close(fd)
		}
	}
	time.Sleep(50 * time.Millisecond)
	os.Exit(7)
}

// execAgain becomes itself a thousand times.
func execAgain() {
	n, _ := strconv.Atoi(os.Getenv("CRASH_TURN"))
	if n == 1000 {
		fmt.Println("turn", n)
		os.Exit(3)
	}
	env := append([]string{}, os.Environ()...)
	for i := range env {
		if len(env[i]) > 11 && env[i][:11] == "CRASH_TURN=" {
			env[i] = "CRASH_TURN=" + strconv.Itoa(n+1)
		}
	}
	self, err := os.Executable()
	check(err)
	check(syscall.Exec(self, os.Args, env))
}

func million() {
	const n = 1000000
	var wg sync.WaitGroup
	gate := make(chan bool)
	var through int64
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-gate
			atomic.AddInt64(&through, 1)
		}()
	}
	fmt.Println(runtime.NumGoroutine() > n, "there are so many")
	close(gate)
	wg.Wait()
	fmt.Println(through, "went through")
}

// threads: ten thousand of them in a read that blocks.
func threads() {
	const n = 10000
	debug.SetMaxThreads(2 * n)
	var pipe [2]int
	check(syscall.Pipe(pipe[:]))
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			buf := make([]byte, 1)
			syscall.Read(pipe[0], buf)
		}()
	}
	for begun := time.Now(); count() < n; {
		if time.Since(begun) > time.Minute {
			fmt.Println("only", count())
			os.Exit(1)
		}
		time.Sleep(50 * time.Millisecond)
	}
	syscall.Close(pipe[1])
	wg.Wait()
	fmt.Println("all are back")
}

func count() int {
	tasks, err := ioutil.ReadDir("/proc/self/task")
	check(err)
	return len(tasks)
}

func procs() {
	for turn := 0; turn < 10; turn++ {
		for n := 1; n <= 256; n *= 4 {
			runtime.GOMAXPROCS(n)
			talk(20)
		}
		for n := 256; n >= 1; n /= 2 {
			runtime.GOMAXPROCS(n)
			talk(20)
		}
	}
	fmt.Println("GOMAXPROCS is", runtime.GOMAXPROCS(0))
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
