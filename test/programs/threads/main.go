// Threads has one thread after the other that C made call into Go.
package main

/*
#cgo LDFLAGS: -lpthread
#include <pthread.h>

extern void called(void);

static void *thread(void *arg) {
	called();
	return 0;
}

static int one(void) {
	pthread_t t;
	if (pthread_create(&t, 0, thread, 0)) return 1;
	return pthread_join(t, 0);
}
*/
import "C"

import (
	"fmt"
	"time"
)

//export called
func called() {
	time.Sleep(100 * time.Millisecond)
}

func main() {
	for i := 0; i < 4; i++ {
		fmt.Println(C.one())
		time.Sleep(100 * time.Millisecond)
	}
}
