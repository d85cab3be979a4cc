// Descriptors uses descriptors and processes in ways that leave no room for
// somebody else's.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	switch os.Args[1] {
	case "list":
		list()
	case "children":
		children()
	case "exec":
		check(syscall.Exec(self(), []string{self(), "list"}, os.Environ()))
	case "close":
		closeAll()
	case "first":
		first(os.Args[2:])
	case "most":
		most()
	case "listen":
		listen()
	case "rights":
		rights(os.Args[2])
	}
}

// list tells what this process was given: descriptors and GORV variables.
func list() {
	dir, err := os.Open("/proc/self/fd")
	check(err)
	own := strconv.Itoa(int(dir.Fd()))
	names, err := dir.Readdirnames(-1)
	check(err)
	sort.Strings(names)
	for _, name := range names {
		target, _ := os.Readlink("/proc/self/fd/" + name)
		if name == own || strings.Contains(target, "[event") {
			continue // this listing's own, and the netpoller's
		}
		fmt.Println("descriptor", name, strings.SplitN(target, ":", 2)[0])
	}
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "GORV_A") {
			fmt.Println("variable", variable)
		}
	}
	environ, err := os.ReadFile("/proc/self/environ")
	check(err)
	fmt.Println("in environ:", strings.Contains(string(environ), "GORV_A"))
}

func children() {
	for _, command := range [][]string{
		{self(), "list"},
		{"/bin/sh", "-c", "exec 9</dev/null; " + self() + " list"},
	} {
		child := exec.Command(command[0], command[1:]...)
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		check(child.Run())
	}
}

// closeAll is what daemons do first.
func closeAll() {
	for fd := 3; fd < 1024; fd++ {
		syscall.Close(fd)
	}
	time.Sleep(300 * time.Millisecond)
	first(os.Args[2:])
	fmt.Println("closed, and still here")
}

// first opens files: their numbers and contents.
func first(names []string) {
	for _, name := range names {
		file, err := os.OpenFile(name, os.O_RDWR, 0)
		check(err)
		_, err = file.WriteString("written by " + filepath.Base(name))
		check(err)
		_, err = file.Seek(0, io.SeekStart)
		check(err)
		text, err := io.ReadAll(file)
		check(err)
		fmt.Println(file.Fd(), string(text))
	}
	time.Sleep(100 * time.Millisecond)
}

// most opens files until there is no descriptor left.
func most() {
	time.Sleep(time.Millisecond) // the netpoller takes its own before
	n, last := 0, 0
	for {
		fd, err := syscall.Open("/dev/null", syscall.O_RDONLY, 0)
		if err != nil {
			fmt.Println(n, "files, the last is", last, err)
			break
		}
		n, last = n+1, fd
	}
	time.Sleep(200 * time.Millisecond)
}

// listen serves one connection of the socket that it was started with.
func listen() {
	listener, err := net.FileListener(os.NewFile(3, "activated"))
	check(err)
	mine := os.Getenv("LISTEN_PID") == strconv.Itoa(os.Getpid())
	fmt.Println(os.Getenv("LISTEN_FDS"), mine, "ready")
	conn, err := listener.Accept()
	check(err)
	_, err = io.Copy(conn, conn)
	check(err)
	check(conn.Close())
	fmt.Println("served")
}

// rights gives up all that root has; every thread has to follow.
func rights(dir string) {
	tasks, err := os.Open("/proc/self/task")
	check(err)
	check(syscall.Chroot(dir))
	check(os.Chdir("/"))
	check(syscall.Setgroups(nil))
	check(syscall.Setgid(65534))
	check(syscall.Setuid(65534))
	time.Sleep(200 * time.Millisecond)
	names, err := tasks.Readdirnames(-1)
	check(err)
	followed := 0
	for _, name := range names {
		fd, err := syscall.Openat(int(tasks.Fd()), name+"/status", syscall.O_RDONLY, 0)
		check(err)
		text, err := io.ReadAll(os.NewFile(uintptr(fd), name))
		check(err)
		if strings.Contains(string(text), "Gid:\t65534\t65534") && strings.Contains(string(text), "Uid:\t65534\t65534") {
			followed++
		}
	}
	_, err = os.Stat("/etc/passwd")
	fmt.Println("all threads:", followed == len(names), err)
}

func self() string {
	path, err := os.Executable()
	check(err)
	return path
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
