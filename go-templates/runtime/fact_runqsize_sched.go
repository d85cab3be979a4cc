//go:build gorv_other

package runtime

// Up to Go 1.24: sched.runqsize.
func gorvRunqsize() int64 { return int64(sched.runqsize) }
