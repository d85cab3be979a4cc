//go:build gorv_other

package runtime

// Up to Go 1.25: a stdcall for each number of arguments.
func gorvCall1(fn stdFunction, a uintptr) uintptr             { return stdcall1(fn, a) }
func gorvCall2(fn stdFunction, a, b uintptr) uintptr          { return stdcall2(fn, a, b) }
func gorvCall3(fn stdFunction, a, b, c uintptr) uintptr       { return stdcall3(fn, a, b, c) }
func gorvCall4(fn stdFunction, a, b, c, d uintptr) uintptr    { return stdcall4(fn, a, b, c, d) }
func gorvCall5(fn stdFunction, a, b, c, d, e uintptr) uintptr { return stdcall5(fn, a, b, c, d, e) }
func gorvCall6(fn stdFunction, a, b, c, d, e, f uintptr) uintptr {
	return stdcall6(fn, a, b, c, d, e, f)
}
func gorvCall7(fn stdFunction, a, b, c, d, e, f, g uintptr) uintptr {
	return stdcall7(fn, a, b, c, d, e, f, g)
}
