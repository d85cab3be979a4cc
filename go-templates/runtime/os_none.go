//go:build gorv_other

package runtime

// Where gorv has no sampler yet: Exposure works, the variable is still taken
// out of the environment, and gorv says that the program ran un-instrumented.

func gorvMapPrivate(size uintptr) uintptr { return 0 }

func gorvUnmap(p, size uintptr) {}

func gorvAttach(r *gorvRequest) bool { return false }

func gorvHideFromC() {}

func gorvNap(ns int64) { usleep(uint32(ns / 1000)) }
