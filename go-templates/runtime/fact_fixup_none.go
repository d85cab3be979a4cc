package runtime

const gorvNeedsFixup = false

func gorvFixup() {}
