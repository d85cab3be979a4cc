//go:build gorv_other

package runtime

const gorvHasTimers = false

// This Go keeps its timers in a way gorv does not know: unknown.
func gorvTimerCount(pp *p) int64 { return -1 }
