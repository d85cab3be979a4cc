// Code generated from packages/core/src/wire by "pnpm gen". DO NOT EDIT.

package runtime

const (
	gorvWireVersion      = 1
	gorvRecordingMagic   = "\x89gorv\x0d\x0a"
	gorvFrameHeaderSize  = 8
	gorvFrameSync        = 0x6772
	gorvFrameHello       = 1
	gorvFrameSymbol      = 2
	gorvFrameSnapshot    = 3
	gorvFrameEvents      = 4
	gorvFrameClock       = 5
	gorvFrameDict        = 6
	gorvFrameRun         = 64
	gorvFrameEnd         = 65
	gorvFrameOptional    = 128
	gorvFrameKeys        = 128
	gorvDictSymbol       = 1
	gorvDictSite         = 2
	gorvDictStwReason    = 3
	gorvSnapshotKey      = 1
	gorvSnapshotTorn     = 2
	gorvSnapshotCut      = 4
	gorvMSpinning        = 1
	gorvMBlocked         = 2
	gorvMIncgo           = 4
	gorvMSampler         = 8
	gorvCapTimers        = 1
	gorvCapParent        = 2
	gorvCapStartfn       = 4
	gorvLackTicks        = 8
	gorvLackLockedg      = 16
	gorvLackIncgo        = 32
	gorvLackWaitreason   = 64
	gorvLackCreatedby    = 128
	gorvCapNanotime      = 256
	gorvRingMagic        = "gorvring"
	gorvRingNonce        = 8
	gorvRingSize         = 24
	gorvRingEvents       = 32
	gorvRingEventsFlags  = 36
	gorvRingHeadBytes    = 40
	gorvRingWritePos     = 64
	gorvRingReadPos      = 128
	gorvRingHeaderSize   = 4096
	gorvEventsNanotime   = 1
	gorvEventsLossy      = 2
	gorvEventsTruth      = 4
	gorvEventsGranted    = 0
	gorvEventsUsed       = 64
	gorvEventsFreeTail   = 128
	gorvEventsFreeHead   = 192
	gorvEventsFullTail   = 256
	gorvEventsBeat       = 320
	gorvEventsDictPos    = 384
	gorvEventsLost       = 448
	gorvEventsReader     = 512
	gorvEventsHeaderSize = 4096
	gorvChunkSize        = 8192
	gorvRecordMost       = 384
	gorvListMost         = 32
	gorvInitMost         = 2048
	gorvChunkEntrySize   = 64
	gorvChunkM           = 4
	gorvChunkNumber      = 8
	gorvDictSize         = 2097152
	gorvClockShift       = 4
)

//go:nowritebarrierrec
func gorvPutHello(b *gorvBuf, wire uint64, nanotime uint64, wallSec uint64, wallNsec uint64, interval uint64, gomaxprocs uint64, capabilities uint64, goversion string, goosName string, goarchName string, gstatus string, pstatus string) {
	b.putUvarint(wire)
	b.putU64(nanotime)
	b.putU64(wallSec)
	b.putUvarint(wallNsec)
	b.putUvarint(interval)
	b.putUvarint(gomaxprocs)
	b.putUvarint(capabilities)
	b.putText(goversion)
	b.putText(goosName)
	b.putText(goarchName)
	b.putText(gstatus)
	b.putText(pstatus)
}

//go:nowritebarrierrec
func gorvPutSymbol(b *gorvBuf, id uint64, line uint64, name string, file string) {
	b.putUvarint(id)
	b.putUvarint(line)
	b.putText(name)
	b.putText(file)
}

//go:nowritebarrierrec
func gorvPutSnapshot(b *gorvBuf, t uint64, seq uint64, skipped uint64, lastSpent uint64) {
	b.putUvarint(t)
	b.putUvarint(seq)
	b.putUvarint(skipped)
	b.putUvarint(lastSpent)
}

//go:nowritebarrierrec
func gorvPutSched(b *gorvBuf, runqsize uint64, nmidle uint64, nmspinning uint64, npidle uint64, gcwaiting uint64, gcphase uint64) {
	b.putUvarint(runqsize)
	b.putUvarint(nmidle)
	b.putUvarint(nmspinning)
	b.putUvarint(npidle)
	b.putUvarint(gcwaiting)
	b.putUvarint(gcphase)
}

//go:nowritebarrierrec
func gorvPutM(b *gorvBuf, idPlus1 uint64, procid uint64, flags uint64, pPlus1 uint64, curg uint64, lockedg uint64, startfn uint64) {
	b.putUvarint(idPlus1)
	b.putUvarint(procid)
	b.putUvarint(flags)
	b.putUvarint(pPlus1)
	b.putUvarint(curg)
	b.putUvarint(lockedg)
	b.putUvarint(startfn)
}

//go:nowritebarrierrec
func gorvPutP(b *gorvBuf, id uint64, status uint64, mPlus1 uint64, runnext uint64, timersPlus1 uint64, schedtick uint64, syscalltick uint64) {
	b.putUvarint(id)
	b.putUvarint(status)
	b.putUvarint(mPlus1)
	b.putUvarint(runnext)
	b.putUvarint(timersPlus1)
	b.putUvarint(schedtick)
	b.putUvarint(syscalltick)
}

//go:nowritebarrierrec
func gorvPutBirth(b *gorvBuf, goid int64, parent uint64, startfn uint64, createdby uint64, system uint64) {
	b.putSvarint(goid)
	b.putUvarint(parent)
	b.putUvarint(startfn)
	b.putUvarint(createdby)
	b.putUvarint(system)
}
