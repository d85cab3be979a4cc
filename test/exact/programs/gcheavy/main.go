// Garbage by many goroutines with a small heap: mark workers, assists, sweeping,
// stops of the world, all between the events of channels.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"example.com/exact/internal/harness"
)

type node struct {
	left, right *node
	weight      [4]int
}

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{left: tree(depth - 1), right: tree(depth - 1)}
}

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return 1 + n.left.count() + n.right.count()
}

func main() {
	debug.SetGCPercent(20)
	harness.Main("gcheavy", func(s *harness.Size) error {
		const makers, depth = 8, 5
		keep := tree(14)
		made := make(chan *node)
		var wg sync.WaitGroup
		for m := 0; m < makers; m++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := s.Each(makers * 5); i > 0; i-- {
					made <- tree(depth)
					if i%256 == 0 {
						if s.Over() {
							break
						}
						runtime.GC()
					}
				}
			}()
		}
		go func() {
			wg.Wait()
			close(made)
		}()
		var wrong error
		for n := range made {
			if c := n.count(); c != 1<<(depth+1)-1 {
				wrong = fmt.Errorf("a tree of %d", c)
			}
		}
		runtime.KeepAlive(keep)
		return wrong
	})
}
