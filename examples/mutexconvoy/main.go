// Mutexconvoy has many goroutines behind one hot sync.Mutex.
package main

import (
	"flag"
	"fmt"
	"sync"
	"time"
)

// ledger is what everybody wants to write to.
type ledger struct {
	mu      sync.Mutex
	entries int
}

// book holds the lock for as long as it takes.
func (l *ledger) book(hold time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries++
	if hold > time.Millisecond {
		time.Sleep(hold) // as with a file or the network below a lock
		return
	}
	for end := time.Now().Add(hold); time.Now().Before(end); {
	}
}

// clerk books, and does something without the lock in between.
func clerk(l *ledger, hold, rest time.Duration, end time.Time, done *sync.WaitGroup) {
	defer done.Done()
	for time.Now().Before(end) {
		l.book(hold)
		time.Sleep(rest)
	}
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	clerks := flag.Int("clerks", 30, "how many want the lock")
	hold := flag.Duration("hold", 200*time.Microsecond, "how long each holds it")
	rest := flag.Duration("rest", time.Millisecond, "how long each does without it")
	flag.Parse()

	end := time.Now().Add(*d)
	var l ledger
	var working sync.WaitGroup
	for i := 0; i < *clerks; i++ {
		working.Add(1)
		go clerk(&l, *hold, *rest, end, &working)
	}
	working.Wait()
	fmt.Println("entries:", l.entries)
}
