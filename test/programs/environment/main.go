// Environment prints its environment as Go, C, the kernel and a child of C
// see it.
package main

// #include <stdlib.h>
// extern char **environ;
// static char *variable(int i) { return environ[i]; }
import "C"

import (
	"encoding/json"
	"os"
	"strings"
	"unsafe"
)

func main() {
	var fromC []string
	for i := 0; C.variable(C.int(i)) != nil; i++ {
		fromC = append(fromC, C.GoString(C.variable(C.int(i))))
	}
	var fromKernel []string
	environ, err := os.ReadFile("/proc/self/environ")
	if err != nil {
		panic(err)
	}
	for _, variable := range strings.Split(string(environ), "\x00") {
		if variable != "" {
			fromKernel = append(fromKernel, variable)
		}
	}
	name := C.CString("GORV_ATTACH")
	defer C.free(unsafe.Pointer(name))
	command := C.CString("env | grep -c '^GORV_ATTACH' >&2")
	defer C.free(unsafe.Pointer(command))
	json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"go":     os.Environ(),
		"c":      fromC,
		"kernel": fromKernel,
		"getenv": C.GoString(C.getenv(name)),
		"system": C.system(command) >> 8, // 1: grep found none
	})
}
