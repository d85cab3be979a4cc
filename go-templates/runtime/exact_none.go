//go:build gorv_other

package runtime

// A build without hooks: the sampler alone.

const gorvExact = false

func gorvEventsSize(most uint32) uintptr { return 0 }

func gorvEventsAt(base uintptr, most, flags uint32) bool { return true }

//go:nowritebarrierrec
func gorvObserve() { gorvSnapshot() }

//go:nowritebarrierrec
func gorvTruthHere() {}

func gorvEventsCapabilities() uint64 { return 0 }
