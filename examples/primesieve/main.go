// Primesieve is the classic chain of filters: each prime is a goroutine that
// lets through what it does not divide.
package main

import (
	"flag"
	"fmt"
	"time"
)

// generate sends 2, 3, 4, … a batch at a time until it is told to stop.
func generate(out chan<- int, rest time.Duration, stop <-chan struct{}) {
	for i := 2; ; i++ {
		select {
		case out <- i:
		case <-stop:
			close(out)
			return
		}
		if i%16 == 0 {
			time.Sleep(rest)
		}
	}
}

// filter drops the multiples of prime.
func filter(in <-chan int, out chan<- int, prime int) {
	for i := range in {
		if i%prime != 0 {
			out <- i
		}
	}
	close(out)
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	most := flag.Int("primes", 200, "longest chain; it then starts again")
	rest := flag.Duration("rest", 5*time.Millisecond, "pause after each 16 numbers")
	flag.Parse()

	end := time.Now().Add(*d)
	found, last := 0, 0
	for time.Now().Before(end) {
		stop := make(chan struct{})
		numbers := make(chan int)
		go generate(numbers, *rest, stop)
		for n := 0; n < *most && time.Now().Before(end); n++ {
			last = <-numbers
			found++
			next := make(chan int)
			go filter(numbers, next, last)
			numbers = next
		}
		close(stop)
		drain(numbers)
	}
	fmt.Printf("primes: %d, the last %d\n", found, last)
}

// drain lets the filters of a chain finish.
func drain(numbers <-chan int) {
	for range numbers {
	}
}
