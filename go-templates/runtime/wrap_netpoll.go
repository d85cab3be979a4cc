//go:build gorv_other

package runtime

// Go 1.21 and older.
func netpoll(delay int64) gList {
	gorvNetpolling(delay)
	list := gorv_netpoll(delay)
	gorvNetpolled(delay, &list)
	return list
}
