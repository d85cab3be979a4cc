
// What follows was appended by gorv. RDTSC without waiting for what is under
// way, as cputicks does: half the cost, and order does not rest on it alone.
// func gorvTicks() int64
TEXT runtime·gorvTicks(SB),NOSPLIT,$0-8
	RDTSC
	SHLQ	$32, DX
	ORQ	DX, AX
	MOVQ	AX, ret+0(FP)
	RET
