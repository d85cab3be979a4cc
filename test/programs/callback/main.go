// Callback has threads that C made call into Go.
package main

/*
#cgo LDFLAGS: -lpthread
#include <pthread.h>

extern void called(int);

static void *thread(void *arg) {
	for (int i = 0; i < 100; i++) {
		called((int)(long)arg);
	}
	return 0;
}

static int threads(int n) {
	pthread_t all[16];
	for (long i = 0; i < n; i++) {
		if (pthread_create(&all[i], 0, thread, (void *)i)) return -1;
	}
	for (int i = 0; i < n; i++) {
		pthread_join(all[i], 0);
	}
	return n;
}
*/
import "C"

import (
	"fmt"
	"sync/atomic"
	"time"
)

var calls int64

//export called
func called(id C.int) {
	done := make(chan int64)
	go add(int64(id), done)
	atomic.AddInt64(&calls, <-done)
	time.Sleep(time.Millisecond)
}

func add(id int64, done chan<- int64) {
	done <- id
}

func main() {
	for round := 0; round < 3; round++ {
		fmt.Println(C.threads(16), atomic.LoadInt64(&calls))
	}
}
