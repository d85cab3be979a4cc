// The world is stopped again and again, at whatever moment, under goroutines that do
// a little of everything, while GOMAXPROCS goes up and down.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"example.com/exact/internal/harness"
)

// crowd is goroutines that go on until they are told to end.
type crowd struct {
	stopped int32
	all     sync.WaitGroup
	// events is about how many events of the scheduler they have caused.
	events int64
}

// each starts n goroutines that do something over and over, causing so many events each time.
func (c *crowd) each(n, events int, do func()) {
	c.all.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			defer c.all.Done()
			for atomic.LoadInt32(&c.stopped) == 0 {
				do()
				atomic.AddInt64(&c.events, int64(events))
			}
		}()
	}
}

func (c *crowd) end() {
	atomic.StoreInt32(&c.stopped, 1)
	c.all.Wait()
}

func (c *crowd) pairs(n int) {
	for i := 0; i < n; i++ {
		there, back := make(chan int), make(chan int)
		go func() {
			for x := range there {
				back <- x
			}
		}()
		c.all.Add(1)
		go func() {
			defer c.all.Done()
			defer close(there)
			for atomic.LoadInt32(&c.stopped) == 0 {
				there <- 1
				<-back
				atomic.AddInt64(&c.events, 6)
			}
		}()
	}
}

func (c *crowd) start() {
	c.pairs(3)
	var mu sync.Mutex
	c.each(4, 5, func() {
		mu.Lock()
		runtime.Gosched()
		mu.Unlock()
	})
	c.each(2, 300*3, func() { // more than the queue of a P holds
		var wg sync.WaitGroup
		wg.Add(300)
		for k := 0; k < 300; k++ {
			go wg.Done()
		}
		wg.Wait()
	})
	c.each(4, 3, func() { time.Sleep(50 * time.Microsecond) })
	c.each(4, 0, func() {
		if f, err := os.Open("/dev/zero"); err == nil {
			f.Read(make([]byte, 100))
			f.Close()
		}
	})
	var locked sync.Once
	c.each(1, 3, func() {
		locked.Do(runtime.LockOSThread)
		time.Sleep(100 * time.Microsecond)
	})
	r, w, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	c.each(1, 6, func() {
		w.Write([]byte{1})
		r.Read(make([]byte, 1))
		time.Sleep(20 * time.Microsecond)
	})
}

func main() {
	stops := flag.Int("stops", 1, "no fewer stops than this")
	harness.Main("stops", func(s *harness.Size) error {
		before := runtime.GOMAXPROCS(0)
		var c crowd
		c.start()
		var memory runtime.MemStats
		i := 0
		for ; i < *stops || atomic.LoadInt64(&c.events) < int64(s.Events); i++ {
			if s.Over() {
				break
			}
			runtime.ReadMemStats(&memory)
			time.Sleep(time.Duration(i%7) * 20 * time.Microsecond)
			if i%50 == 0 {
				runtime.GOMAXPROCS(2 + i/50%4)
			}
		}
		c.end()
		runtime.GOMAXPROCS(before)
		if i == 0 {
			return fmt.Errorf("stopped %d times", i)
		}
		return nil
	})
}
