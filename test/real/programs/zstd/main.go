// Zstd packs and unpacks with several goroutines, and compares.
package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
)

// text is the same every time and packs neither too well nor too badly.
func text(size int) []byte {
	out := make([]byte, 0, size+64)
	state := uint32(1)
	for len(out) < size {
		state = state*1664525 + 1013904223
		out = append(out, fmt.Sprintf("line %d of many\n", state>>20)...)
	}
	return out[:size]
}

func main() {
	plain := text(24 << 20)
	var packed bytes.Buffer
	w, err := zstd.NewWriter(&packed, zstd.WithEncoderConcurrency(4))
	if err != nil {
		panic(err)
	}
	if _, err = io.Copy(w, bytes.NewReader(plain)); err != nil {
		panic(err)
	}
	if err = w.Close(); err != nil {
		panic(err)
	}
	r, err := zstd.NewReader(&packed, zstd.WithDecoderConcurrency(4))
	if err != nil {
		panic(err)
	}
	defer r.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, r)
	if err != nil {
		panic(err)
	}
	fmt.Printf("zstd %d %x\n", n, sum.Sum(nil))

	packed.Reset()
	s := s2.NewWriter(&packed, s2.WriterConcurrency(4))
	if _, err = s.Write(plain); err != nil {
		panic(err)
	}
	if err = s.Close(); err != nil {
		panic(err)
	}
	sum.Reset()
	n, err = s2.NewReader(&packed).DecodeConcurrent(sum, 4)
	if err != nil {
		panic(err)
	}
	fmt.Printf("s2 %d %x\n", n, sum.Sum(nil))
	fmt.Println(sha256.Sum256(plain) == [32]byte(sum.Sum(nil)))
}
