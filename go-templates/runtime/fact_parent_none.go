//go:build gorv_other

package runtime

const gorvHasParent = false

// Up to Go 1.20 a G does not know its parent.
func gorvParent(gp *g) uint64 { return 0 }
