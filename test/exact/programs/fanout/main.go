// A producer, eight workers that take from one small channel, a gatherer.
package main

import (
	"fmt"
	"sync"

	"example.com/exact/internal/harness"
)

const workers = 8

func main() {
	harness.Main("fanout", func(s *harness.Size) error {
		jobs, results := make(chan int, 1), make(chan int)
		var wg sync.WaitGroup
		for w := 0; w < workers; w++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for x := range jobs {
					results <- x
				}
			}()
		}
		sent, got := 0, make(chan int)
		go func() {
			sum := 0
			for x := range results {
				sum += x
			}
			got <- sum
		}()
		for i := s.Each(6); i > 0; i-- {
			jobs <- i
			sent += i
			if i%4096 == 0 && s.Over() {
				break
			}
		}
		close(jobs)
		wg.Wait()
		close(results)
		if sum := <-got; sum != sent {
			return fmt.Errorf("sent %d, got %d", sent, sum)
		}
		return nil
	})
}
