// One producer, eight workers, results gathered; prints ns per job.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	const n = 1_500_000
	jobs := make(chan int, 64)
	var wg sync.WaitGroup
	sums := make([]int, 8)
	for w := range sums {
		wg.Add(1)
		go func(w int) {
			defer wg.Done()
			for x := range jobs {
				sums[w] += x * x % 7
			}
		}(w)
	}
	start := time.Now()
	for i := 0; i < n; i++ {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	fmt.Println(float64(time.Since(start)) / n)
}
