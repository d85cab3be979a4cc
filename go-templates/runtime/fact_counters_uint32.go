//go:build gorv_other

package runtime

import "gorv/go-templates/atomic"

// Up to Go 1.19: plain words, read atomically.
func gorvNmspinning() int64 { return int64(atomic.Load(&sched.nmspinning)) }
func gorvNpidle() int64     { return int64(atomic.Load(&sched.npidle)) }
func gorvGcwaiting() bool   { return atomic.Load(&sched.gcwaiting) != 0 }
