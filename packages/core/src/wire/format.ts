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
/** Replayed states of exact events, so that a moment is found soon; JSON, by gorv. */
export const frameKeys = 128

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
/** Events are timed by nanotime, not by the tick counter. */
export const capNanotime = 256

// --- The ring -------------------------------------------------------------
// Shared memory between the program and gorv: a header page, then a ring of
// frame bytes. Offsets into the header, in bytes.

export const ringMagic = 'gorvring'
export const ringNonce = 8
/** Size of the data behind the header page; u64. */
export const ringSize = 24
/** How many chunks of exact events there may be behind the ring, u32; 0 for none. */
export const ringEvents = 32
/** Bits events*, u32. */
export const ringEventsFlags = 36
/** What a program reads before it trusts a descriptor: magic, nonce, size, events. */
export const ringHeadBytes = 40
/** How many bytes were ever written; u64, stored by the program alone. */
export const ringWritePos = 64
/** How many bytes were ever read; u64, stored by gorv alone. */
export const ringReadPos = 128
export const ringHeaderSize = 4096

// --- Exact events ---------------------------------------------------------
// Behind the ring's data: a header page, numbers of free chunks, numbers of
// full chunks (both u32 each, as many as there may be chunks), a table with an
// entry for each chunk, the dictionary, the chunks. All words are u32, and
// positions count for ever: a slot is the position modulo the number of chunks.

/** Take nanotime for the clock: this machine's tick counter is not to be trusted. */
export const eventsNanotime = 1
/** Where there is no chunk drop events, and count them, rather than wait. */
export const eventsLossy = 2

/** For tests: at each stop of the world a snapshot beside the events, which replay has to agree with. */
export const eventsTruth = 4

/** How many chunks the program may use by now; stored by gorv alone. */
export const eventsGranted = 0
/** How many chunks the program ever used. */
export const eventsUsed = 64
/** Free chunks were put in up to here; stored by gorv alone. */
export const eventsFreeTail = 128
/** Free chunks were taken up to here; stored by the program alone, in its own byte order. */
export const eventsFreeHead = 192
/** Full chunks were put in up to here; stored by the program alone, in its own byte order. */
export const eventsFullTail = 256
/** Changes while gorv reads. */
export const eventsBeat = 320
/** Bytes of the dictionary that are whole. */
export const eventsDictPos = 384
/** How many events were dropped. */
export const eventsLost = 448
/** gorv's process. */
export const eventsReader = 512
export const eventsHeaderSize = 4096

export const chunkSize = 8192
/** No record is longer. */
export const recordMost = 384
/** Goroutines in one record; longer lists are several records. */
export const listMost = 32
/** Idle Ps that the first record lists. */
export const initMost = 2048
export const chunkEntrySize = 64
/** In an entry, behind the number of bytes that are whole: m.id. */
export const chunkM = 4
/** And how many chunks this M had before. */
export const chunkNumber = 8

export const dictSize = 2097152

/** A stamp is the tick counter, or nanotime, without so many of its lowest bits. */
export const clockShift = 4
