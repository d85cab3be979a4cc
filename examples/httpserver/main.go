// Httpserver is a net/http server together with the clients that load it, over
// loopback.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// backend stands for something that takes its time, such as a database.
func backend(answer chan<- string, takes time.Duration) {
	time.Sleep(takes)
	answer <- "hello\n"
}

// handle asks the backend and answers.
func handle(w http.ResponseWriter, r *http.Request) {
	takes, _ := time.ParseDuration(r.URL.Query().Get("takes"))
	answer := make(chan string, 1)
	go backend(answer, takes)
	select {
	case text := <-answer:
		io.WriteString(w, text)
	case <-r.Context().Done():
	}
}

// client asks over one connection, again and again, until the time is up.
func client(shared *http.Client, url string, end time.Time, asked *int64, done *sync.WaitGroup) {
	defer done.Done()
	for time.Now().Before(end) {
		response, err := shared.Get(url)
		if err != nil {
			log.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			log.Fatal(err)
		}
		response.Body.Close()
		atomic.AddInt64(asked, 1)
		time.Sleep(5 * time.Millisecond)
	}
}

// serve answers until the server is shut down.
func serve(server *http.Server, listener net.Listener, done chan<- error) {
	done <- server.Serve(listener)
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	clients := flag.Int("clients", 10, "how many clients ask at the same time")
	keep := flag.Bool("keepalive", true, "use a connection for more than one request")
	takes := flag.Duration("takes", 5*time.Millisecond, "how long the backend takes")
	flag.Parse()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(handle)}
	served := make(chan error, 1)
	go serve(server, listener, served)

	transport := &http.Transport{MaxIdleConnsPerHost: *clients, DisableKeepAlives: !*keep}
	shared := &http.Client{Transport: transport}
	url := fmt.Sprintf("http://%s/?takes=%s", listener.Addr(), *takes)
	end := time.Now().Add(*d)
	asked := int64(0)
	var asking sync.WaitGroup
	for i := 0; i < *clients; i++ {
		asking.Add(1)
		go client(shared, url, end, &asked, &asking)
	}
	asking.Wait()
	transport.CloseIdleConnections()
	if err := server.Shutdown(context.Background()); err != nil {
		log.Fatal(err)
	}
	if err := <-served; err != http.ErrServerClosed {
		log.Fatal(err)
	}
	fmt.Println("requests:", asked)
}
