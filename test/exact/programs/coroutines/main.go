//go:build go1.23
// +build go1.23

// Coroutines of iter.Pull: goroutines that switch to each other without a queue.
package main

import (
	"fmt"
	"iter"
	"sync"

	"example.com/exact/internal/harness"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	harness.Main("coroutines", func(s *harness.Size) error {
		const pullers, length = 4, 100
		failed := make(chan error, pullers)
		var wg sync.WaitGroup
		for p := 0; p < pullers; p++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := s.Each(pullers * length * 6); i > 0 && !s.Over(); i-- {
					next, stop := iter.Pull(count(length))
					for want := 0; want < length-i%2; want++ { // every second one is not pulled to its end
						if got, ok := next(); !ok || got != want {
							failed <- fmt.Errorf("pulled %d, %t for %d", got, ok, want)
						}
					}
					stop()
				}
			}()
		}
		wg.Wait()
		close(failed)
		return <-failed
	})
}
