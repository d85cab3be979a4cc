package runtime

// Since Go 1.20: typed atomics.
func gorvNmspinning() int64 { return int64(sched.nmspinning.Load()) }
func gorvNpidle() int64     { return int64(sched.npidle.Load()) }
func gorvGcwaiting() bool   { return sched.gcwaiting.Load() }
