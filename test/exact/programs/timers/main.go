// Thousands of sleepers, tickers, timers that are stopped and reset, and AfterFunc.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"example.com/exact/internal/harness"
)

func main() {
	harness.Main("timers", func(s *harness.Size) error {
		var wg sync.WaitGroup
		sleepers := 2000
		if s.Events < sleepers*30 {
			sleepers = 50
		}
		rounds := s.Each(sleepers * 3)
		for i := 0; i < sleepers; i++ {
			wg.Add(1)
			go func(i int) {
				defer wg.Done()
				for n := 0; n < rounds && !s.Over(); n++ {
					time.Sleep(time.Duration(100+(i*7+n*13)%900) * time.Microsecond)
				}
			}(i)
		}
		asked, fired := afterFunc(s, rounds)
		ticks(s, rounds)
		resets(s, rounds)
		wg.Wait()
		if asked != fired {
			return fmt.Errorf("%d of %d functions were called", fired, asked)
		}
		return nil
	})
}

func afterFunc(s *harness.Size, rounds int) (asked, fired int64) {
	var wg sync.WaitGroup
	for n := 0; n < rounds*10 && !s.Over(); n++ {
		wg.Add(1)
		asked++
		time.AfterFunc(time.Duration(n%500)*time.Microsecond, func() {
			atomic.AddInt64(&fired, 1)
			wg.Done()
		})
	}
	wg.Wait()
	return asked, fired
}

func ticks(s *harness.Size, rounds int) {
	ticker := time.NewTicker(200 * time.Microsecond)
	defer ticker.Stop()
	for n := 0; n < rounds && !s.Over(); n++ {
		<-ticker.C
	}
}

func resets(s *harness.Size, rounds int) {
	timer := time.NewTimer(time.Hour)
	for n := 0; n < rounds && !s.Over(); n++ {
		if !timer.Stop() {
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(time.Duration(50+n%100) * time.Microsecond)
		<-timer.C
	}
}
