// Steady works for a while in a known way: some workers that hand a number
// around, one that sleeps. It says on stdout and stderr what it was given and
// that it got to its end.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"time"
)

func worker(in <-chan int, out chan<- int) {
	for n := range in {
		out <- n + 1
	}
	close(out)
}

func sleeper(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Millisecond):
		}
	}
}

func main() {
	d := flag.Duration("d", 200*time.Millisecond, "how long")
	code := flag.Int("code", 0, "exit code")
	workers := flag.Int("workers", 8, "how many hand the number around")
	env := flag.String("env", "", "a variable to print")
	flag.Parse()

	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	fmt.Println("begun", strings.Join(flag.Args(), "|"))
	fmt.Fprintln(os.Stderr, "a word on stderr")
	if *env != "" {
		fmt.Printf("%s=%s\n", *env, os.Getenv(*env))
	}

	var all sync.WaitGroup
	first := make(chan int)
	last := first
	for i := 0; i < *workers; i++ {
		next := make(chan int)
		all.Add(1)
		go func(in <-chan int, out chan<- int) {
			defer all.Done()
			worker(in, out)
		}(last, next)
		last = next
	}
	stop := make(chan struct{})
	go sleeper(stop)
	end := time.After(*d)
	how := "done"
loop:
	for {
		select {
		case <-end:
			break loop
		case <-interrupted:
			how = "interrupted"
			break loop
		case first <- 0:
			<-last
		}
	}
	close(first)
	for range last {
	}
	all.Wait()
	close(stop)
	fmt.Println(how)
	os.Exit(*code)
}
