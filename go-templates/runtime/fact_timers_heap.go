package runtime

const gorvHasTimers = true

// Since Go 1.23: p.timers is a struct with an atomic len.
func gorvTimerCount(pp *p) int64 { return int64(pp.timers.len.Load()) }
