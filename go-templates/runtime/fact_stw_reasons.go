package runtime

// gorvStwReasons tells what numbers of reasons to stop the world mean here.
func gorvStwReasons() {
	for i := range stwReasonStrings {
		var w gorvDictWriter
		if !w.begin(uintptr(len(stwReasonStrings[i])) + 32) {
			return
		}
		w.u8(gorvDictStwReason)
		w.u(uint64(i))
		w.text(stwReasonStrings[i])
		w.end()
	}
}
