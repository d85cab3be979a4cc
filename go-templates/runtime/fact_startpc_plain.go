//go:build gorv_other

package runtime

const gorvHasStartPC = false

// This Go does not tell what a "go f(x)" wrapper wraps: the wrapper itself.
func gorvStartPC(gp *g) uintptr { return gp.startpc }
