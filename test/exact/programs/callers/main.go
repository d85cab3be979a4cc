// Threads of C call Go, which talks to goroutines: Ms and goroutines that Go did
// not start.
package main

// extern void threads(int count, long n);
// #cgo LDFLAGS: -lpthread
import "C"

import "example.com/exact/internal/harness"

var there, back = make(chan int64), make(chan int64)

//export called
func called(i C.long) {
	there <- int64(i)
	<-back
}

const (
	count = 4
	calls = 25
)

func main() {
	harness.Main("callers", func(s *harness.Size) error {
		done := make(chan bool)
		go func() {
			for i := range there {
				back <- i
			}
			close(done)
		}()
		for rounds := s.Each(10 * count * calls); rounds > 0 && !s.Over(); rounds-- {
			C.threads(count, calls)
		}
		close(there)
		<-done
		return nil
	})
}
