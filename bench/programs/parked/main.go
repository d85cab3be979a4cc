// Parked goroutines by the thousand, for the cost of one snapshot; and what
// runtime.GoroutineProfile takes for the same goroutines, which stops the world.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
	"time"
)

func parked(c chan bool) { <-c }

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	c := make(chan bool)
	for i := 0; i < n; i++ {
		go parked(c)
	}
	time.Sleep(time.Second)
	records := make([]runtime.StackRecord, n+100)
	var took []int64
	for i := 0; i < 9; i++ {
		start := time.Now()
		runtime.GoroutineProfile(records)
		took = append(took, int64(time.Since(start)))
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	fmt.Println(took[len(took)/2])
	time.Sleep(2 * time.Second)
}
