// Prints every P as runtime.RuntimeExposure tells it, and which Go it was.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	result := runtime.RuntimeExposure()
	for i := range result.AllP {
		fmt.Printf("%#v\n", result.AllP[i])
	}
	fmt.Println(runtime.Version())
}
