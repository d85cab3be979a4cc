package runtime

// casGFromPreempted takes a preempted G for who suspends it.
func casGFromPreempted(gp *g, old, new uint32) bool {
	if !gorv_casGFromPreempted(gp, old, new) {
		return false
	}
	gorvSuspended(gp)
	return true
}
