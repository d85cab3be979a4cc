// Files does what blocks threads: system calls on files, in a folder of its
// own that it removes.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"
)

// writer writes files, forces them to the disk, reads them back and removes
// them.
func writer(dir string, id, size int, flush bool, end time.Time, written chan<- int) {
	data := bytes.Repeat([]byte{byte(id)}, size)
	n := 0
	for ; time.Now().Before(end); n++ {
		name := filepath.Join(dir, fmt.Sprintf("%d-%d", id, n))
		if err := roundTrip(name, data, flush); err != nil {
			log.Print(err)
			break
		}
	}
	written <- n
}

func roundTrip(name string, data []byte, flush bool) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer os.Remove(name)
	defer file.Close()
	if _, err := file.Write(data); err != nil {
		return err
	}
	if flush {
		if err := file.Sync(); err != nil {
			return err
		}
	}
	back, err := os.ReadFile(name)
	if err == nil && !bytes.Equal(back, data) {
		err = fmt.Errorf("%s: not what was written", name)
	}
	return err
}

// lister reads the folder meanwhile.
func lister(dir string, end time.Time, done chan<- struct{}) {
	for time.Now().Before(end) {
		if _, err := os.ReadDir(dir); err != nil {
			log.Print(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	close(done)
}

func main() {
	d := flag.Duration("d", 5*time.Second, "how long to run")
	writers := flag.Int("writers", 12, "how many write files")
	size := flag.Int("size", 64<<10, "bytes in a file")
	flush := flag.Bool("sync", true, "force every file to the disk")
	flag.Parse()

	dir, err := os.MkdirTemp("", "gorv-files-")
	if err != nil {
		log.Fatal(err)
	}
	end := time.Now().Add(*d)
	written := make(chan int)
	for i := 0; i < *writers; i++ {
		go writer(dir, i, *size, *flush, end, written)
	}
	listed := make(chan struct{})
	go lister(dir, end, listed)
	sum := 0
	for i := 0; i < *writers; i++ {
		sum += <-written
	}
	<-listed
	if err := os.RemoveAll(dir); err != nil {
		log.Fatal(err)
	}
	fmt.Println("files:", sum)
}
