// Bare is a program with the runtime and nothing else, and so with nothing
// random: what was allocated before main is the same in every run.
package main

import "runtime"

var stats runtime.MemStats

func main() {
	runtime.ReadMemStats(&stats)
	println(stats.Mallocs, runtime.NumGoroutine())
}
