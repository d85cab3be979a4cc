/**
 * The fixed numbers of the wire. `pnpm gen` turns every constant here into a
 * Go constant of the same name (go-templates/runtime/wire_gen.go), so the two
 * sides cannot drift apart.
 */

/** Raised when an old reader could misread a new recording. */
export const wireVersion = 1

/** The first bytes of a recording; the last one is the wire version. */
export const recordingMagic = '\u0089gorv\r\n'

// --- Frames ---------------------------------------------------------------
// A frame is a header and a payload. Header: payload length u32, kind u8,
// flags u8, sync mark u16; all little-endian.

export const frameHeaderSize = 8
/** A misplaced reader notices at the next header. */
export const frameSync = 0x6772

// Written by the program.
export const frameHello = 1
export const frameSymbol = 2
export const frameSnapshot = 3
/** Records of one M: its id, number of its chunk, where in the chunk they begin, the bytes. */
export const frameEvents = 4
/** A stamp of the records' clock and nanotime() at the same moment. */
export const frameClock = 5
/** What a number in records means: dict*. */
export const frameDict = 6

// Written by gorv; JSON payloads.
export const frameRun = 64
export const frameEnd = 65
/** Kinds from here on may be skipped by a reader that does not know them. */
export const frameOptional = 128

// What a dict frame defines.
/** A program counter: id, line, function, file, 1 if a goroutine that starts there is the runtime's own. */
export const dictSymbol = 1
/** Where goroutines come from: id, symbols of their function and of the go statement; 0 for unknown. */
export const dictSite = 2
/** Why a world was stopped: number, text. */
export const dictStwReason = 3

// Flags of a snapshot frame.
/** Stands by itself: needs no earlier snapshot. */
export const snapshotKey = 1
/** A P's ring changed each time it was read; its first entries may be missing. */
export const snapshotTorn = 2
/** The global queue was longer than what was listed of it. */
export const snapshotCut = 4

// Flags of an M.
export const mSpinning = 1
export const mBlocked = 2
export const mIncgo = 4
/** gorv's own M. */
export const mSampler = 8

// The hello's capabilities: what this Go version can tell.
export const capTimers = 1
export const capParent = 2
/** `startfn` sees through the wrapper of `go f(x)`. */
export const capStartfn = 4
// Set where it does not tell what every Go so far did.
export const lackTicks = 8
export const lackLockedg = 16
export const lackIncgo = 32
export const lackWaitreason = 64
export const lackCreatedby = 128

// --- The ring -------------------------------------------------------------
// Shared memory between the program and gorv: a header page, then a ring of
// frame bytes. Offsets into the header, in bytes.

export const ringMagic = 'gorvring'
export const ringNonce = 8
/** Size of the data behind the header page; u64. */
export const ringSize = 24
/** What a program checks before it trusts a descriptor: magic, nonce, size. */
export const ringHeadBytes = 32
/** How many bytes were ever written; u64, stored by the program alone. */
export const ringWritePos = 64
/** How many bytes were ever read; u64, stored by gorv alone. */
export const ringReadPos = 128
export const ringHeaderSize = 4096
