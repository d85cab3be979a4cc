// GOMAXPROCS goes up and down under goroutines that fill the queues of the Ps.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"example.com/exact/internal/harness"
)

func main() {
	harness.Main("procs", func(s *harness.Size) error {
		before := runtime.GOMAXPROCS(0)
		var stop int32
		changed := make(chan bool)
		go func() {
			defer close(changed)
			for i := 0; atomic.LoadInt32(&stop) == 0; i++ {
				runtime.GOMAXPROCS(1 + i*5%9)
				for k := 0; k < 20; k++ {
					runtime.Gosched()
				}
			}
		}()
		var sum, want int64
		for i := s.Each(400 * 5); i > 0 && !s.Over(); i-- {
			var wg sync.WaitGroup
			wg.Add(400) // more than a P's queue holds
			for k := 0; k < 400; k++ {
				go func() {
					runtime.Gosched()
					atomic.AddInt64(&sum, 1)
					wg.Done()
				}()
			}
			wg.Wait()
			want += 400
		}
		atomic.StoreInt32(&stop, 1)
		<-changed
		runtime.GOMAXPROCS(before)
		if sum != want {
			return fmt.Errorf("%d of %d", sum, want)
		}
		return nil
	})
}
