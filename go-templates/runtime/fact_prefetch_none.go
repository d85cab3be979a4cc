//go:build gorv_other

package runtime

// runtime2.go does not import what could prefetch.
func gorvPrefetchG(gp *g) {}
