// A server of net/http and clients that ask it over loopback, some of them on new connections.
package main

import (
	"fmt"
	"io/ioutil"
	"net"
	"net/http"
	"strconv"
	"sync"

	"example.com/exact/internal/harness"
)

const clients = 8

func main() {
	harness.Main("httpload", func(s *harness.Size) error {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		mux := http.NewServeMux()
		mux.HandleFunc("/double", func(w http.ResponseWriter, r *http.Request) {
			n, _ := strconv.Atoi(r.URL.Query().Get("n"))
			fmt.Fprint(w, 2*n)
		})
		server := &http.Server{Handler: mux}
		served := make(chan bool)
		go func() {
			server.Serve(listener)
			close(served)
		}()
		base := "http://" + listener.Addr().String() + "/double?n="
		failed := make(chan error, clients)
		var wg sync.WaitGroup
		for c := 0; c < clients; c++ {
			wg.Add(1)
			go func(c int) {
				defer wg.Done()
				if err := ask(s, base, s.Each(clients*30), c); err != nil {
					failed <- err
				}
			}(c)
		}
		wg.Wait()
		server.Close()
		<-served
		close(failed)
		return <-failed
	})
}

func ask(s *harness.Size, base string, times, c int) error {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	for i := 0; i < times && !s.Over(); i++ {
		response, err := client.Get(base + strconv.Itoa(i))
		if err != nil {
			return err
		}
		body, err := ioutil.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || string(body) != strconv.Itoa(2*i) {
			return fmt.Errorf("asked for twice %d, got %q, %v", i, body, err)
		}
		if i%50 == c {
			transport.CloseIdleConnections()
		}
	}
	return nil
}
