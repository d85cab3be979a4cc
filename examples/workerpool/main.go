// Workerpool: producers put jobs into a buffered channel, and workers of
// unequal speed take them out.
package main

import (
	"flag"
	"fmt"
	"sync"
	"time"
)

// producer makes jobs until the time is up.
func producer(jobs chan<- int, end time.Time, every time.Duration, done *sync.WaitGroup) {
	defer done.Done()
	for job := 1; time.Now().Before(end); job++ {
		jobs <- job
		time.Sleep(every)
	}
}

// worker computes on every job it gets; a slow one for longer.
func worker(jobs <-chan int, results chan<- int, cost time.Duration, done *sync.WaitGroup) {
	defer done.Done()
	for job := range jobs {
		results <- work(job, cost)
	}
}

// work keeps a CPU busy for about as long as it costs.
func work(job int, cost time.Duration) int {
	sum := job
	for end := time.Now().Add(cost); time.Now().Before(end); {
		for i := 0; i < 1000; i++ {
			sum = sum*31 + i
		}
	}
	return sum
}

// collector counts what was done.
func collector(results <-chan int, count chan<- int) {
	n := 0
	for range results {
		n++
	}
	count <- n
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	producers := flag.Int("producers", 4, "how many make jobs")
	workers := flag.Int("workers", 8, "how many do them")
	buffer := flag.Int("buffer", 16, "jobs that the channel holds")
	every := flag.Duration("every", 4*time.Millisecond, "pause of a producer between two jobs")
	flag.Parse()

	end := time.Now().Add(*d)
	jobs := make(chan int, *buffer)
	results := make(chan int, *buffer)
	count := make(chan int)
	var producing, working sync.WaitGroup

	go collector(results, count)
	for i := 0; i < *workers; i++ {
		working.Add(1)
		go worker(jobs, results, time.Duration(i+1)*200*time.Microsecond, &working)
	}
	for i := 0; i < *producers; i++ {
		producing.Add(1)
		go producer(jobs, end, *every, &producing)
	}

	producing.Wait()
	close(jobs)
	working.Wait()
	close(results)
	fmt.Println("jobs:", <-count)
}
