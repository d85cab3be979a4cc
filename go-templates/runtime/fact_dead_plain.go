//go:build gorv_other

package runtime

func gorvGAlive(status uint32) bool { return status != _Gidle && status != _Gdead }
