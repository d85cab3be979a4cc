// Sixteen goroutines want one mutex, and hold it long enough for others to wait.
package main

import (
	"fmt"
	"runtime"
	"sync"

	"example.com/exact/internal/harness"
)

const contenders = 16

func main() {
	harness.Main("mutex", func(s *harness.Size) error {
		var (
			mu    sync.Mutex
			wg    sync.WaitGroup
			total int
		)
		sums := make([]int, contenders)
		for c := range sums {
			wg.Add(1)
			go func(c int) {
				defer wg.Done()
				for i := s.Each(contenders); i > 0; i-- {
					mu.Lock()
					total++
					if i%2 == 0 {
						runtime.Gosched() // with the lock held: whoever comes has to wait
					}
					mu.Unlock()
					sums[c]++
					if i%1024 == 0 && s.Over() {
						break
					}
				}
			}(c)
		}
		wg.Wait()
		for _, sum := range sums {
			total -= sum
		}
		if total != 0 {
			return fmt.Errorf("off by %d", total)
		}
		return nil
	})
}
