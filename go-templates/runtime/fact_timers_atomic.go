//go:build gorv_other

package runtime

const gorvHasTimers = true

// Go 1.20 to 1.22: p.numTimers is an atomic.Uint32.
func gorvTimerCount(pp *p) int64 { return int64(pp.numTimers.Load()) }
