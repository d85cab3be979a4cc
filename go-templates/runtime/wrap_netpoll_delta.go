package runtime

func netpoll(delay int64) (gList, int32) {
	list, delta := gorv_netpoll(delay)
	gorvNetpolled(delay, &list)
	return list, delta
}
