package main

import (
	"io"
	"io/ioutil"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

// timers: a thousand sleepers, more than the Ps can wake; an operation is a sleep.
func timers(n int) {
	var wg sync.WaitGroup
	for s := 0; s < 1000; s++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < n/1000; i++ {
				time.Sleep(50 * time.Microsecond)
			}
		}()
	}
	wg.Wait()
}

// syscalls: four goroutines that read nothing; an operation is a read.
func syscalls(n int) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		panic(err)
	}
	defer null.Close()
	fd := int(null.Fd())
	var wg sync.WaitGroup
	for w := 0; w < 4; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			buf := make([]byte, 1)
			for i := 0; i < n/4; i++ {
				syscall.Read(fd, buf)
			}
		}()
	}
	wg.Wait()
}

// requests: sixteen clients of one server over loopback; an operation is a request.
func requests(n int) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "hello")
	})}
	go server.Serve(listener)
	const clients = 16
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	var wg sync.WaitGroup
	for c := 0; c < clients; c++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < n/clients; i++ {
				response, err := client.Get("http://" + listener.Addr().String())
				if err != nil {
					panic(err)
				}
				io.Copy(ioutil.Discard, response.Body)
				response.Body.Close()
			}
		}()
	}
	wg.Wait()
	server.Close()
}

type node struct {
	left, right *node
	weight      [6]int
}

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{left: tree(depth - 1), right: tree(depth - 1)}
}

// garbage: trees made by four goroutines and dropped by one; an operation is a tree of 15.
// What lives is large enough that the collector does not run all of the time: on more Ps than
// cores that made runs so uneven that a trace's cost was lost in them.
func garbage(n int) {
	debug.SetGCPercent(50)
	keep := tree(16)
	trees := make(chan *node)
	for w := 0; w < 4; w++ {
		go func() {
			for i := 0; i < n/4; i++ {
				trees <- tree(3)
			}
		}()
	}
	for i := 0; i < n/4*4; i++ {
		<-trees
	}
	runtime.KeepAlive(keep)
}
