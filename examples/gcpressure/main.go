// Gcpressure allocates more than it keeps, so that the collector runs all the
// time.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync"
	"time"
)

// node is garbage with pointers: the collector has to follow them.
type node struct {
	left, right *node
	payload     [4]int
}

// grow makes a tree of 2^depth-1 nodes.
func grow(depth int) *node {
	if depth == 0 {
		return nil
	}
	return &node{left: grow(depth - 1), right: grow(depth - 1)}
}

// allocator drops a tree whenever it has grown the next, and rests in between.
func allocator(depth int, rest time.Duration, end time.Time, done *sync.WaitGroup) {
	defer done.Done()
	var kept *node
	for time.Now().Before(end) {
		kept = grow(depth)
		time.Sleep(rest)
	}
	runtime.KeepAlive(kept)
}

// churner makes short-lived small buffers.
func churner(size int, rest time.Duration, end time.Time, done *sync.WaitGroup) {
	defer done.Done()
	var ring [64][]byte
	for i := 0; time.Now().Before(end); i++ {
		ring[i%len(ring)] = make([]byte, size)
		if i%256 == 0 {
			time.Sleep(rest)
		}
	}
	runtime.KeepAlive(ring)
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	allocators := flag.Int("allocators", 4, "how many grow trees")
	churners := flag.Int("churners", 4, "how many make buffers")
	depth := flag.Int("depth", 13, "depth of the trees")
	rest := flag.Duration("rest", 5*time.Millisecond, "pause between two trees")
	flag.Parse()

	end := time.Now().Add(*d)
	var allocating sync.WaitGroup
	for i := 0; i < *allocators; i++ {
		allocating.Add(1)
		go allocator(*depth, *rest, end, &allocating)
	}
	for i := 0; i < *churners; i++ {
		allocating.Add(1)
		go churner(4096, *rest, end, &allocating)
	}
	allocating.Wait()

	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Println("collections:", stats.NumGC)
}
