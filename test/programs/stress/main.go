// Stress looks at the scheduler from 64 goroutines at once, while many others
// are alive and some come and go. It checks what it sees and prints OK.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	alive := flag.Int("alive", 100000, "goroutines that are parked meanwhile")
	d := flag.Duration("d", 10*time.Second, "how long")
	flag.Parse()

	stop := make(chan struct{})
	var parked, lookers sync.WaitGroup
	parked.Add(*alive)
	for i := 0; i < *alive; i++ {
		go func() {
			parked.Done()
			<-stop
		}()
	}
	parked.Wait()

	var looks int64
	end := time.Now().Add(*d)
	for i := 0; i < 64; i++ {
		lookers.Add(1)
		go func() {
			defer lookers.Done()
			for time.Now().Before(end) {
				look(*alive)
				atomic.AddInt64(&looks, 1)
				done := make(chan bool)
				go func() { close(done) }() // queues that move
				<-done
			}
		}()
	}
	lookers.Wait()
	close(stop)
	if looks < 64 {
		fmt.Println("only", looks, "looks")
		os.Exit(1)
	}
	fmt.Println("OK")
}

func look(alive int) {
	e := runtime.RuntimeExposure()
	living := 0
	for _, g := range e.AllG {
		if g.AtomicStatus&^0x1000 == 4 { // _Gwaiting
			living++
		}
	}
	// Those that just called Done may still be on their way to the channel.
	if living < alive/2 || len(e.AllG) < alive {
		fail("%d goroutines, %d of them waiting", len(e.AllG), living)
	}
	if len(e.AllP) != runtime.GOMAXPROCS(0) {
		fail("%d Ps", len(e.AllP))
	}
	for i, p := range e.AllP {
		if int(p.ID) != i || p.RawRunqLen != 256 || len(p.RunQueue) > 256 {
			fail("P %d with a ring of %d of %d", p.ID, len(p.RunQueue), p.RawRunqLen)
		}
		for _, g := range p.RunQueue {
			if g == nil || g.ID == 0 {
				fail("P %d queues a goroutine without an id", p.ID)
			}
		}
	}
	for _, p := range e.SchedulerP {
		if p != e.AllP[p.ID] {
			fail("an idle P that AllP does not have")
		}
	}
}

func fail(format string, args ...interface{}) {
	fmt.Printf(format+"\n", args...)
	os.Exit(1)
}
