// Chi serves with the chi router, and asks itself from a few clients at once.
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

func client(base string, n, requests int, answers *[]string) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	for i := 0; i < requests; i++ {
		response, err := (&http.Client{Transport: transport}).Get(fmt.Sprintf("%s/hello/%d", base, n))
		if err != nil {
			panic(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		*answers = append(*answers, string(body))
	}
}

func main() {
	clients := flag.Int("clients", 4, "how many ask at once")
	requests := flag.Int("requests", 20, "how often each of them asks")
	flag.Parse()

	r := chi.NewRouter()
	r.Use(middleware.Recoverer)
	r.Get("/hello/{name}", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(10 * time.Millisecond)
		fmt.Fprintf(w, "hello %s", chi.URLParam(r, "name"))
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := &http.Server{Handler: r}
	go server.Serve(listener)

	answers := make([][]string, *clients)
	var all sync.WaitGroup
	for n := range answers {
		all.Add(1)
		go func(n int) {
			defer all.Done()
			client("http://"+listener.Addr().String(), n, *requests, &answers[n])
		}(n)
	}
	all.Wait()
	server.Close()
	for n, mine := range answers {
		fmt.Println(n, len(mine), mine[len(mine)-1])
	}
}
