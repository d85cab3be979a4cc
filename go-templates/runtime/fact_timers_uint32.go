//go:build gorv_other

package runtime

import "gorv/go-templates/atomic"

const gorvHasTimers = true

// Up to Go 1.19: p.numTimers is a uint32.
func gorvTimerCount(pp *p) int64 { return int64(atomic.Load(&pp.numTimers)) }
