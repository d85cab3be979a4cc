package runtime

// Since Go 1.25: sched.runq counts itself.
func gorvRunqsize() int64 { return int64(sched.runq.size) }
