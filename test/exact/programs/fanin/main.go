// select over many channels, with contexts that are cancelled while their goroutines wait.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"example.com/exact/internal/harness"
)

func main() {
	harness.Main("fanin", func(s *harness.Size) error {
		const batch, sources = 200, 6
		for i := s.Each(batch * 3); i > 0 && !s.Over(); i-- {
			ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
			var wg sync.WaitGroup
			var in [sources]chan int
			for k := range in {
				in[k] = make(chan int)
				wg.Add(1)
				go source(ctx, &wg, in[k], k)
			}
			var seen [sources]int
			for n := 0; n < batch; n++ {
				select {
				case x := <-in[0]:
					seen[x]++
				case x := <-in[1]:
					seen[x]++
				case x := <-in[2]:
					seen[x]++
				case x := <-merge(in[3], in[4], n):
					seen[x]++
				case x := <-in[5]:
					seen[x]++
				}
			}
			cancel()
			wg.Wait()
			total := 0
			for _, x := range seen {
				total += x
			}
			if total != batch {
				return fmt.Errorf("%d of %d", total, batch)
			}
		}
		return nil
	})
}

func source(ctx context.Context, wg *sync.WaitGroup, out chan<- int, k int) {
	defer wg.Done()
	child, cancel := context.WithCancel(ctx)
	defer cancel()
	for {
		select {
		case out <- k:
		case <-child.Done():
			return
		}
	}
}

func merge(a, b chan int, n int) chan int {
	if n%2 == 0 {
		return a
	}
	return b
}
