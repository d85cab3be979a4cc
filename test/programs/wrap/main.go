// Wrap makes from 1 to 1,000 goroutines runnable on one P, round after round,
// and compares what RuntimeExposure shows with what the scheduler must do. The
// ring's head goes around its array many times meanwhile. It prints OK, or the
// first difference.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

const (
	capacity = 256 // of the ring
	runnable = 1   // _Grunnable
	most     = 1000
	rounds   = 2
)

// goid reads the number that a stack trace begins with.
func goid() uint64 {
	buf := make([]byte, 64)
	fields := bytes.Fields(buf[:runtime.Stack(buf, false)])
	id, err := strconv.ParseUint(string(fields[1]), 10, 64)
	if err != nil {
		panic(err)
	}
	return id
}

// model is what one P does with goroutines that a go statement makes.
type model struct {
	next   int // -1: nobody
	ring   []int
	global []int
}

func (m *model) put(g int) {
	kicked := m.next
	m.next = g
	if kicked < 0 {
		return
	}
	if len(m.ring) < capacity {
		m.ring = append(m.ring, kicked)
		return
	}
	// The older half moves on, and the kicked one with it.
	m.global = append(m.global, m.ring[:capacity/2]...)
	m.global = append(m.global, kicked)
	m.ring = append([]int(nil), m.ring[capacity/2:]...)
}

// round gives "" where all is as it must be. disturbed: somebody else ran, or
// a goroutine of the runtime's own was woken, so that nothing can be said.
func round(n int, mine uint64) (difference string, disturbed bool) {
	ids := make([]uint64, n)
	ran := 0 // one P: no two goroutines at once, and no preemption inside of ran++
	var all sync.WaitGroup
	all.Add(n)
	want := model{next: -1}
	body := func(i int) {
		ran++
		ids[i] = goid()
		all.Done()
	}
	before := runtime.RuntimeExposure()
	for i := 0; i < n; i++ {
		go body(i)
		want.put(i)
	}
	e := runtime.RuntimeExposure()
	disturbed = ran > 0 || len(before.AllP[0].RunQueue)+len(before.SchedulerG) > 0
	all.Wait()
	if disturbed {
		return "", true
	}

	if len(e.AllP) != 1 || len(e.SchedulerP) != 0 {
		return fmt.Sprintf("%d Ps, %d of them idle", len(e.AllP), len(e.SchedulerP)), false
	}
	p := e.AllP[0]
	if p.RawRunqLen != capacity || len(p.RunQueue) > capacity {
		return fmt.Sprintf("a ring of %d holds %d", p.RawRunqLen, len(p.RunQueue)), false
	}
	if p.M == nil || p.M.CurrentG == nil || p.M.CurrentG.ID != mine {
		return "the P's M does not run main", false
	}

	index := map[uint64]int{}
	for i, id := range ids {
		index[id] = i
	}
	for _, g := range append(append([]*runtime.ExposureG{}, p.RunQueue...), e.SchedulerG...) {
		if g.AtomicStatus != runnable {
			return fmt.Sprintf("goroutine %d is queued with status %d", g.ID, g.AtomicStatus), false
		}
		// All of ours but these have ended: who else is runnable is the runtime's own.
		if _, ok := index[g.ID]; !ok && g.ID != mine {
			return "", true
		}
	}
	if text := compare("ring", p.RunQueue, want.ring, ids); text != "" {
		return text, false
	}
	if text := compare("global queue", e.SchedulerG, want.global, ids); text != "" {
		return text, false
	}

	// All of them live; the one that no queue shows is in runnext.
	queued := map[uint64]bool{}
	for _, g := range p.RunQueue {
		queued[g.ID] = true
	}
	for _, g := range e.SchedulerG {
		queued[g.ID] = true
	}
	seen := map[uint64]bool{}
	hidden := -1
	for _, g := range e.AllG {
		i, ok := index[g.ID]
		if !ok {
			continue
		}
		if seen[g.ID] || g.AtomicStatus != runnable {
			return fmt.Sprintf("AllG: goroutine #%d twice or with status %d", i, g.AtomicStatus), false
		}
		seen[g.ID] = true
		if !queued[g.ID] {
			hidden = i
		}
	}
	if len(seen) != n || len(queued) != n-1 || hidden != want.next {
		return fmt.Sprintf("AllG shows %d of them, the queues %d, and #%d is left for runnext (#%d)",
			len(seen), len(queued), hidden, want.next), false
	}
	return "", false
}

func compare(what string, got []*runtime.ExposureG, want []int, ids []uint64) string {
	for i := 0; i < len(got) && i < len(want); i++ {
		if got[i].ID != ids[want[i]] {
			return fmt.Sprintf("%s[%d] is goroutine %d, not %d (#%d)",
				what, i, got[i].ID, ids[want[i]], want[i])
		}
	}
	if len(got) != len(want) {
		return fmt.Sprintf("%s holds %d, not %d", what, len(got), len(want))
	}
	return ""
}

func main() {
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(-1) // its workers are goroutines as well
	mine := goid()
	retries := 0 // of one round: a busy machine preempts main now and then
	for r := 0; r < rounds; r++ {
		for n := 1; n <= most; n++ {
			difference, disturbed := round(n, mine)
			if disturbed {
				if retries++; retries > 200 {
					fmt.Println("disturbed too often")
					os.Exit(1)
				}
				time.Sleep(time.Millisecond) // whoever is queued gets a turn
				n--
				continue
			}
			retries = 0
			if difference != "" {
				fmt.Printf("round %d with %d goroutines: %s\n", r, n, difference)
				os.Exit(1)
			}
			if n%100 == 0 {
				runtime.GC()
			}
		}
	}
	fmt.Println("OK")
}
