package runtime

// gorvTicks is the tick counter of this CPU.
//
//go:nosplit
func gorvTicks() int64 { return cputicks() }
