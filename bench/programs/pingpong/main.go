// Two goroutines on unbuffered channels; prints ns per round trip.
package main

import (
	"fmt"
	"time"
)

func main() {
	const n = 2_000_000
	a, b := make(chan int), make(chan int)
	go func() {
		for x := range a {
			b <- x
		}
	}()
	start := time.Now()
	for i := 0; i < n; i++ {
		a <- i
		<-b
	}
	fmt.Println(float64(time.Since(start)) / n)
}
