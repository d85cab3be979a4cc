// Stdio reads and writes what its first argument says.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"os"
	"syscall"
)

func main() {
	switch os.Args[1] {
	case "arguments":
		dir, _ := os.Getwd()
		json.NewEncoder(os.Stdout).Encode(append([]string{dir, os.Getenv("PWD")}, os.Args[2:]...))
	case "copy":
		n, err := io.Copy(os.Stdout, os.Stdin)
		fmt.Fprintln(os.Stderr, n, err)
	case "bytes":
		both()
	case "flood":
		flood(100 << 20)
	case "ask":
		fmt.Print("name? ")
		name, err := bufio.NewReader(os.Stdin).ReadString('\n')
		fmt.Printf("hello %q %v\n", name, err)
	case "flags":
		flags()
	}
}

// both writes every byte to both streams, in turn.
func both() {
	for i := 0; i < 256; i++ {
		os.Stdout.Write([]byte{byte(i), byte(255 - i), '\r', '\n'})
		os.Stderr.Write([]byte{byte(255 - i), 0, byte(i)})
	}
}

// flood writes n bytes that are the same every time.
func flood(n int) {
	bytes := make([]byte, 1<<20)
	from := rand.New(rand.NewSource(1))
	for ; n > 0; n -= len(bytes) {
		from.Read(bytes)
		if _, err := os.Stdout.Write(bytes); err != nil {
			panic(err)
		}
	}
}

// flags tells how the three streams are open, O_NONBLOCK above all: a child
// that is not written in Go would fail with EAGAIN.
func flags() {
	for fd := uintptr(0); fd < 3; fd++ {
		flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_GETFL, 0)
		var stat syscall.Stat_t
		syscall.Fstat(int(fd), &stat)
		fmt.Fprintf(os.Stderr, "%d: flags %o, mode %o, %v\n", fd, flags, stat.Mode, errno)
	}
}
