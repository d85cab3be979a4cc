// Worker has many goroutines that come and go, and tells in a file how its
// own work went on meanwhile: worker <file> <milliseconds>.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// shortLived leaves another one behind: no two snapshots have much in common.
func shortLived() {
	time.Sleep(3 * time.Millisecond)
	go shortLived()
}

func main() {
	milliseconds, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	for i := 0; i < 3000; i++ {
		go shortLived()
	}
	begin := time.Now()
	last, longest := begin, time.Duration(0)
	fmt.Println("ready")
	for time.Since(begin) < time.Duration(milliseconds)*time.Millisecond {
		time.Sleep(20 * time.Millisecond)
		now := time.Now()
		if gap := now.Sub(last); gap > longest {
			longest = gap
		}
		last = now
	}
	text := fmt.Sprintf(`{"elapsed":%d,"longest":%d}`, time.Since(begin).Milliseconds(), longest.Milliseconds())
	if err := os.WriteFile(os.Args[1], []byte(text), 0o600); err != nil {
		panic(err)
	}
	os.Exit(3)
}
