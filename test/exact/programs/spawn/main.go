// Goroutines that are made, do next to nothing and are waited for, a few levels deep.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"

	"example.com/exact/internal/harness"
)

// tree starts two goroutines that start two each, and so on; gives how many there were.
func tree(depth int, seen *int64) {
	atomic.AddInt64(seen, 1)
	if depth == 0 {
		return
	}
	var wg sync.WaitGroup
	wg.Add(2)
	for i := 0; i < 2; i++ {
		go func() {
			defer wg.Done()
			tree(depth-1, seen)
		}()
	}
	wg.Wait()
}

func main() {
	harness.Main("spawn", func(s *harness.Size) error {
		const depth = 6
		const each = 1<<(depth+1) - 1
		for i := s.Each(each * 4); i > 0 && !s.Over(); i-- {
			var seen int64
			tree(depth, &seen)
			if seen != each {
				return fmt.Errorf("%d of %d", seen, each)
			}
		}
		return nil
	})
}
