// Goroutines that yield by themselves among goroutines that have to be interrupted.
package main

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"example.com/exact/internal/harness"
)

func main() {
	harness.Main("preempt", func(s *harness.Size) error {
		const yielders = 8
		var stop int32
		var tight, wg sync.WaitGroup
		for i := 0; i < runtime.GOMAXPROCS(0)+1; i++ {
			tight.Add(1)
			go func() {
				defer tight.Done()
				for atomic.LoadInt32(&stop) == 0 {
					spin()
				}
			}()
		}
		for y := 0; y < yielders; y++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				// Each turn costs the time slices of the tight loops: few of these.
				for i := 0; i < 20 && !s.Over(); i++ {
					runtime.Gosched()
				}
			}()
		}
		wg.Wait()
		time.Sleep(20 * time.Millisecond)
		runtime.GC() // has to interrupt all of them
		atomic.StoreInt32(&stop, 1)
		tight.Wait()
		for y := 0; y < yielders; y++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := s.Each(yielders * 2); i > 0; i-- {
					runtime.Gosched()
					if i%4096 == 0 && s.Over() {
						break
					}
				}
			}()
		}
		wg.Wait()
		return nil
	})
}

var sink uint64

// spin calls nothing and so has no place where it could be asked to stop.
func spin() {
	x := uint64(1)
	for i := 0; i < 50000000; i++ {
		x = x*6364136223846793005 + 1442695040888963407
	}
	atomic.AddUint64(&sink, x)
}
