package runtime

// Since Go 1.26: the G of an M that cgo may use is _Gdeadextra.
func gorvGAlive(status uint32) bool {
	return status != _Gidle && status != _Gdead && status != _Gdeadextra
}
