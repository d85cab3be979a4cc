//go:build gorv_other

package runtime

// gorvTicks is the tick counter of this CPU; ticks_*.s.
func gorvTicks() int64
