// Two goroutines and two unbuffered channels: park, ready and run in turn.
package main

import (
	"fmt"

	"example.com/exact/internal/harness"
)

func main() {
	harness.Main("pingpong", func(s *harness.Size) error {
		a, b := make(chan int), make(chan int)
		done := make(chan bool)
		go func() {
			for x := range a {
				b <- x + 1
			}
			close(done)
		}()
		for i := s.Each(6); i > 0; i-- {
			a <- i
			if x := <-b; x != i+1 {
				return fmt.Errorf("%d came back as %d", i, x)
			}
			if i%4096 == 0 && s.Over() {
				break
			}
		}
		close(a)
		<-done
		return nil
	})
}
