package main

import (
	"runtime"
	"sync"
)

// pingpong: two goroutines on unbuffered channels; an operation is a round trip.
func pingpong(n int) {
	a, b := make(chan int), make(chan int)
	go func() {
		for x := range a {
			b <- x
		}
	}()
	for i := 0; i < n; i++ {
		a <- i
		<-b
	}
	close(a)
}

// fanout: a producer, eight workers, a gatherer; an operation is a job.
func fanout(n int) {
	jobs, results := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for w := 0; w < 8; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for x := range jobs {
				results <- x
			}
		}()
	}
	go func() {
		for i := 0; i < n; i++ {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	for range results {
	}
}

// mutex: eight goroutines want one, and who has it is away from the P now and then, so
// that the others have to wait; an operation is a lock and an unlock.
func mutex(n int) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	total := 0
	for w := 0; w < 8; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < n/8; i++ {
				mu.Lock()
				if total++; total%16 == 0 {
					runtime.Gosched()
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
}

// spawn: goroutines by the hundred, waited for; an operation is a goroutine.
func spawn(n int) {
	var wg sync.WaitGroup
	for i := 0; i < n; i += 100 {
		wg.Add(100)
		for k := 0; k < 100; k++ {
			go wg.Done()
		}
		wg.Wait()
	}
}
