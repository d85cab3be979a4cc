// Idle looks at itself while it does nothing.
package main

import (
	"encoding/json"
	"io"
	"os"
	"runtime"
	"time"
)

var before, after runtime.MemStats

func main() {
	d, err := time.ParseDuration(os.Args[1])
	if err != nil {
		panic(err)
	}
	time.Sleep(10 * time.Millisecond) // its timer is made here
	runtime.ReadMemStats(&before)
	time.Sleep(d)
	runtime.ReadMemStats(&after)

	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		panic(err)
	}
	given, _ := io.ReadAll(os.NewFile(3, "given"))
	json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"mallocs": after.Mallocs - before.Mallocs,
		"numGC":   after.NumGC,
		"threads": len(threads),
		"given":   given,
		"attach":  os.Getenv("GORV_ATTACH"),
	})
}
