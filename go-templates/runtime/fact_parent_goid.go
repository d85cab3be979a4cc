package runtime

const gorvHasParent = true

// Since Go 1.21: g.parentGoid.
func gorvParent(gp *g) uint64 { return uint64(gp.parentGoid) }
