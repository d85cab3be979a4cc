// C ends badly in C: it reads address 0, while goroutines talk.
package main

/*
static int deep(int *p) { return *p; }
static int outside(void) { volatile int *p = 0; return deep((int *)p); }
*/
import "C"

import "time"

func main() {
	c := make(chan int)
	go func() {
		for i := 0; ; i++ {
			c <- i
		}
	}()
	go func() {
		for {
			<-c
		}
	}()
	time.Sleep(30 * time.Millisecond)
	println(C.outside())
}
