package runtime

func netpoll(delay int64) (gList, int32) {
	gorvNetpolling(delay)
	list, delta := gorv_netpoll(delay)
	gorvNetpolled(delay, &list)
	return list, delta
}
