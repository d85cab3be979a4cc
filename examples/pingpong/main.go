// Pingpong passes balls between pairs of goroutines over unbuffered channels.
package main

import (
	"flag"
	"fmt"
	"sync"
	"time"
)

// ping serves, and ends the game when the time is up.
func ping(to chan<- int, from <-chan int, end time.Time, hits *int, done *sync.WaitGroup) {
	defer done.Done()
	ball := 0
	for ball%1024 != 0 || time.Now().Before(end) { // the clock costs more than a pass
		to <- ball + 1
		ball = <-from
	}
	close(to)
	*hits = ball
}

// pong returns every ball.
func pong(from <-chan int, to chan<- int, done *sync.WaitGroup) {
	defer done.Done()
	for ball := range from {
		to <- ball + 1
	}
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	pairs := flag.Int("pairs", 3, "how many pairs play")
	flag.Parse()

	end := time.Now().Add(*d)
	hits := make([]int, *pairs)
	var playing sync.WaitGroup
	for i := range hits {
		there, back := make(chan int), make(chan int)
		playing.Add(2)
		go ping(there, back, end, &hits[i], &playing)
		go pong(there, back, &playing)
	}
	playing.Wait()

	sum := 0
	for _, n := range hits {
		sum += n
	}
	fmt.Println("hits:", sum)
}
