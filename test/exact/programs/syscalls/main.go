// System calls: short ones, those that lose their P, and reads of pipes that block
// a thread because they do not go through the poller.
package main

import (
	"fmt"
	"io/ioutil"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"example.com/exact/internal/harness"
)

func main() {
	harness.Main("syscalls", func(s *harness.Size) error {
		failed := make(chan error, 8)
		var wg sync.WaitGroup
		run := func(what func(*harness.Size, int) error, rounds int) {
			wg.Add(1)
			go func() {
				defer wg.Done()
				if err := what(s, rounds); err != nil {
					failed <- err
				}
			}()
		}
		for i := 0; i < 2; i++ {
			run(blocking, s.Each(2*4*16))
			run(polled, s.Each(2*4*8))
			run(files, s.Each(2*4*2))
			run(short, s.Each(2*4*2))
		}
		wg.Wait()
		close(failed)
		return <-failed
	})
}

// short calls are over before anyone could take the P away.
func short(s *harness.Size, rounds int) error {
	pid := syscall.Getpid()
	buf := make([]byte, 8)
	null, err := os.Open(os.DevNull)
	if err != nil {
		return err
	}
	defer null.Close()
	for i := 0; i < rounds; i++ {
		if syscall.Getpid() != pid {
			return fmt.Errorf("another pid")
		}
		null.Read(buf)
		if i%1024 == 0 && s.Over() {
			break
		}
	}
	return nil
}

func files(s *harness.Size, rounds int) error {
	dir, err := ioutil.TempDir("", "syscalls")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file, err := os.Create(filepath.Join(dir, "file"))
	if err != nil {
		return err
	}
	defer file.Close()
	buf := make([]byte, 4096)
	for i := 0; i < rounds/4; i++ {
		buf[0] = byte(i)
		if _, err := file.WriteAt(buf, 0); err != nil {
			return err
		}
		buf[0] = 0
		if _, err := file.ReadAt(buf, 0); err != nil || buf[0] != byte(i) {
			return fmt.Errorf("read %d for %d, %v", buf[0], byte(i), err)
		}
		if i%256 == 0 && s.Over() {
			break
		}
	}
	return nil
}

// blocking: two goroutines and two pipes whose ends block their threads.
func blocking(s *harness.Size, rounds int) error {
	var there, back [2]int
	if err := syscall.Pipe(there[:]); err != nil {
		return err
	}
	if err := syscall.Pipe(back[:]); err != nil {
		return err
	}
	go func() {
		echo(there[0], back[1])
		syscall.Close(there[0])
		syscall.Close(back[1])
	}()
	err := bounce(s, rounds, func(b []byte) (int, error) { return syscall.Write(there[1], b) },
		func(b []byte) (int, error) { return again(syscall.Read, back[0], b) })
	syscall.Close(there[1])
	buf := make([]byte, 1)
	again(syscall.Read, back[0], buf) // its end: the other goroutine is done
	syscall.Close(back[0])
	return err
}

func echo(from, to int) {
	buf := make([]byte, 1)
	for {
		if n, err := again(syscall.Read, from, buf); n != 1 || err != nil {
			return
		}
		again(syscall.Write, to, buf)
	}
}

func again(call func(int, []byte) (int, error), fd int, b []byte) (int, error) {
	for {
		n, err := call(fd, b)
		if err != syscall.EINTR {
			return n, err
		}
	}
}

// polled: the same with pipes that the poller knows.
func polled(s *harness.Size, rounds int) error {
	inner, outer, err := os.Pipe()
	if err != nil {
		return err
	}
	backInner, backOuter, err := os.Pipe()
	if err != nil {
		return err
	}
	defer backInner.Close()
	done := make(chan bool)
	go func() {
		defer close(done)
		buf := make([]byte, 1)
		for {
			if _, err := inner.Read(buf); err != nil {
				inner.Close()
				backOuter.Close()
				return
			}
			backOuter.Write(buf)
		}
	}()
	err = bounce(s, rounds, outer.Write, backInner.Read)
	outer.Close()
	<-done
	return err
}

func bounce(s *harness.Size, rounds int, write, read func([]byte) (int, error)) error {
	buf := make([]byte, 1)
	for i := 0; i < rounds; i++ {
		buf[0] = byte(i)
		if _, err := write(buf); err != nil {
			return err
		}
		buf[0]++
		if n, err := read(buf); n != 1 || err != nil || buf[0] != byte(i) {
			return fmt.Errorf("%d came back as %d, %v", byte(i), buf[0], err)
		}
		if i%256 == 0 && s.Over() {
			break
		}
	}
	return nil
}
