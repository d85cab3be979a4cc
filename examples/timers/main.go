// Timers uses every kind of timer that package time has, many at a time.
package main

import (
	"flag"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

var fired int64

// sleeper wakes from time.Sleep.
func sleeper(period time.Duration, end time.Time, done *sync.WaitGroup) {
	defer done.Done()
	for time.Now().Before(end) {
		time.Sleep(period)
		atomic.AddInt64(&fired, 1)
	}
}

// ticking listens to a time.Ticker.
func ticking(period time.Duration, end <-chan struct{}, done *sync.WaitGroup) {
	defer done.Done()
	ticker := time.NewTicker(period)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			atomic.AddInt64(&fired, 1)
		case <-end:
			return
		}
	}
}

// timeouts resets a time.Timer long before it fires, as network code does.
func timeouts(period time.Duration, end <-chan struct{}, done *sync.WaitGroup) {
	defer done.Done()
	timeout := time.NewTimer(time.Minute)
	defer timeout.Stop()
	for {
		select {
		case <-timeout.C:
			panic("a minute is over")
		case <-time.After(period):
			atomic.AddInt64(&fired, 1)
			timeout.Reset(time.Minute)
		case <-end:
			return
		}
	}
}

// alarm is called by time.AfterFunc, in a goroutine of its own.
func alarm() {
	atomic.AddInt64(&fired, 1)
}

// alarms sets many functions to be called at the same moment.
func alarms(n int, period time.Duration, end time.Time, done *sync.WaitGroup) {
	defer done.Done()
	for time.Now().Before(end) {
		for i := 0; i < n; i++ {
			time.AfterFunc(period, alarm)
		}
		time.Sleep(2 * period)
	}
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	each := flag.Int("each", 40, "goroutines of each kind")
	period := flag.Duration("period", 50*time.Millisecond, "mean time between two timers of one goroutine")
	flag.Parse()

	end := time.Now().Add(*d)
	over := make(chan struct{})
	var running sync.WaitGroup
	running.Add(3**each + 1)
	for i := 0; i < *each; i++ {
		own := *period/2 + *period*time.Duration(i)/time.Duration(*each)
		go sleeper(own, end, &running)
		go ticking(own, over, &running)
		go timeouts(own, over, &running)
	}
	go alarms(*each, *period, end, &running)
	time.Sleep(*d)
	close(over)
	running.Wait()
	fmt.Println("fired:", atomic.LoadInt64(&fired))
}
