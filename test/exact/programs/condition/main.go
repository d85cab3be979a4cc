// A bounded queue with sync.Cond, signalled and broadcast, and a table behind a RWMutex.
package main

import (
	"fmt"
	"runtime"
	"sync"

	"example.com/exact/internal/harness"
)

type queue struct {
	mu     sync.Mutex
	change *sync.Cond
	items  []int
	closed bool
}

func (q *queue) put(x int) {
	q.mu.Lock()
	for len(q.items) == 4 {
		q.change.Wait()
	}
	q.items = append(q.items, x)
	q.change.Broadcast()
	q.mu.Unlock()
}

func (q *queue) get() (int, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		if q.closed {
			return 0, false
		}
		q.change.Wait()
	}
	x := q.items[0]
	q.items = q.items[1:]
	q.change.Broadcast()
	return x, true
}

func main() {
	harness.Main("condition", func(s *harness.Size) error {
		q := &queue{}
		q.change = sync.NewCond(&q.mu)
		var (
			readers, writers sync.WaitGroup
			table            sync.RWMutex
			got, put         int
		)
		for r := 0; r < 4; r++ {
			readers.Add(1)
			go func() {
				defer readers.Done()
				for {
					x, ok := q.get()
					if !ok {
						return
					}
					table.RLock()
					runtime.Gosched()
					table.RUnlock()
					table.Lock()
					got += x
					table.Unlock()
				}
			}()
		}
		for w := 0; w < 2; w++ {
			writers.Add(1)
			go func() {
				defer writers.Done()
				for i := s.Each(2 * 15); i > 0; i-- {
					q.put(i)
					table.Lock()
					put += i
					table.Unlock()
					if i%512 == 0 && s.Over() {
						break
					}
				}
			}()
		}
		writers.Wait()
		q.mu.Lock()
		q.closed = true
		q.change.Broadcast()
		q.mu.Unlock()
		readers.Wait()
		if got != put {
			return fmt.Errorf("put %d, got %d", put, got)
		}
		return nil
	})
}
