//go:build gorv_other

package runtime

const gorvHasStartPC = true

// gorvStartPC sees through the wrapper of "go f(x)" to f.
func gorvStartPC(gp *g) uintptr { return startPCforTrace(gp.startpc) }
