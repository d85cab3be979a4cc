// Goroutines locked to their threads: each time, the P is handed to that thread and back.
package main

import (
	"fmt"
	"runtime"

	"example.com/exact/internal/harness"
)

func main() {
	harness.Main("locked", func(s *harness.Size) error {
		for _, both := range []bool{false, true} {
			if err := pingpong(s, s.Each(2*14), both); err != nil {
				return err
			}
		}
		return nil
	})
}

func pingpong(s *harness.Size, rounds int, both bool) error {
	a, b, done := make(chan int), make(chan int), make(chan bool)
	go func() {
		runtime.LockOSThread()
		if both {
			defer runtime.UnlockOSThread()
		} // else: its thread ends with it
		for x := range a {
			b <- x + 1
		}
		close(done)
	}()
	if both {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
	}
	for i := rounds; i > 0; i-- {
		a <- i
		if x := <-b; x != i+1 {
			return fmt.Errorf("%d came back as %d", i, x)
		}
		if i%1024 == 0 && s.Over() {
			break
		}
	}
	close(a)
	<-done
	return nil
}
