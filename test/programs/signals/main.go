// Signals waits for signals, with a handler of its own or without.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
	"unsafe"
)

func main() {
	time.AfterFunc(20*time.Second, gaveUp)
	switch os.Args[1] {
	case "handled":
		handled()
	case "resized":
		resized()
	default:
		fmt.Println("ready")
		time.Sleep(time.Minute)
	}
}

// gaveUp ends a program that nobody signals.
func gaveUp() {
	os.Exit(99)
}

// handled counts what comes until nothing has come for a while.
func handled() {
	signals := make(chan os.Signal, 10)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2)
	fmt.Println("ready")
	first := <-signals
	n := 1
	for {
		select {
		case <-signals:
			n++
		case <-time.After(300 * time.Millisecond):
			fmt.Println(n, "of", first)
			os.Exit(9)
		}
	}
}

func resized() {
	signals := make(chan os.Signal, 10)
	signal.Notify(signals, syscall.SIGWINCH)
	fmt.Println("ready", size())
	<-signals
	time.Sleep(300 * time.Millisecond)
	fmt.Println(1+len(signals), "now", size())
}

func size() [2]uint16 {
	var size [4]uint16
	syscall.Syscall(syscall.SYS_IOCTL, 0, syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	return [2]uint16{size[0], size[1]}
}
