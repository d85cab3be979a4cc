// What must be the same with and without gorv on every system, one word for
// each run.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// environment tells where gorv's variable can be seen: nowhere.
func environment() {
	for _, entry := range os.Environ() {
		if strings.HasPrefix(entry, "GORV") {
			fmt.Println("os.Environ has", entry)
		}
	}
	value, there := os.LookupEnv("GORV_ATTACH")
	fmt.Println("LookupEnv:", value, there)
	if runtime.GOOS == "windows" && len(os.Args) < 3 {
		out, err := exec.Command(os.Args[0], "environment", "child").CombinedOutput()
		fmt.Println("child:", string(out), err)
	}
}

// echo answers each line of its input, and shows the arguments.
func echo() {
	fmt.Printf("%q\n", os.Args[2:])
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println("heard", lines.Text())
	}
	fmt.Fprintln(os.Stderr, "end of input")
	os.Exit(7)
}

// busy keeps more goroutines than Ps at work, with collections and timers.
func busy() {
	done := make(chan int)
	for i := 0; i < 200; i++ {
		go func(i int) {
			sum := 0
			for k := 0; k < 50; k++ {
				sum += len(make([]byte, 1000+i+k))
				time.Sleep(time.Millisecond)
			}
			done <- sum
		}(i)
	}
	total := 0
	for i := 0; i < 200; i++ {
		total += <-done
	}
	runtime.GC()
	fmt.Println(total)
}

func main() {
	switch os.Args[1] {
	case "environment":
		environment()
	case "echo":
		echo()
	case "busy":
		busy()
	case "panic":
		panic("as it should be")
	case "deadlock":
		select {}
	}
}
