//go:build !go1.23
// +build !go1.23

package main

import "example.com/exact/internal/harness"

func main() {
	harness.Main("coroutines", func(*harness.Size) error { return nil })
}
