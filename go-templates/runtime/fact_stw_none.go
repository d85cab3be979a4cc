//go:build gorv_other

package runtime

// Up to Go 1.20 the world is stopped for no reason that is told.
func gorvStwReasons() {}
