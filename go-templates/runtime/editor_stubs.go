package runtime

import (
	"unsafe"

	"gorv/go-templates/atomic"
)

// What the templates use of the runtime, as an editor needs it. This file is
// not part of any overlay; packages/core/src/exposure/facts.ts says what each
// declaration looks like across Go versions.

type (
	guintptr   uintptr
	muintptr   uintptr
	puintptr   uintptr
	waitReason uint8
	note       struct{ key uintptr }
	mutex      struct{ key uintptr }
	funcInfo   struct{ fn unsafe.Pointer }

	gcMarkWorkerMode int
	gList            struct{ head guintptr }
	gQueue           struct{ head, tail guintptr }
)

func (p guintptr) ptr() *g          { return nil }
func (p muintptr) ptr() *m          { return nil }
func (p puintptr) ptr() *p          { return nil }
func (w waitReason) String() string { return "" }
func (f funcInfo) valid() bool      { return false }

type g struct {
	m            *m
	atomicstatus uint32
	goid         uint64
	schedlink    guintptr
	waitreason   waitReason
	parentGoid   uint64
	gopc         uintptr
	startpc      uintptr
	lockedm      muintptr
}

type m struct {
	g0, curg          *g
	p                 puintptr
	id                int64
	procid            uint64
	spinning, blocked bool
	incgo             bool
	lockedg           guintptr
	alllink           *m
	mstartfn          func()
	waitlock          unsafe.Pointer
	gorv              uintptr // gorv's own, added by hooks.ts
}

type p struct {
	id                     int32
	status                 uint32
	link                   puintptr
	schedtick, syscalltick uint32
	m                      muintptr
	runqhead, runqtail     uint32
	runq                   [256]guintptr
	runnext                guintptr
	timers                 struct{ len atomic.Uint32 }
	gcMarkWorkerMode       gcMarkWorkerMode
	gorv                   uint32 // gorv's own, added by hooks.ts
}

var sched struct {
	lock       mutex
	nmidle     int32
	nmsys      int32
	pidle      puintptr
	npidle     atomic.Int32
	nmspinning atomic.Int32
	gcwaiting  atomic.Bool
	runq       struct {
		head guintptr
		size int32
	}
}

var (
	allm              *m
	allp              []*p
	allpLock          mutex
	allglock          mutex
	gomaxprocs        int32
	gcphase           uint32
	envs              []string
	argc              int32
	argv              **byte
	islibrary         bool
	isarchive         bool
	buildVersion      string
	waitReasonStrings [1]string
	stwReasonStrings  [1]string
)

const (
	GOOS   = "linux"
	GOARCH = "amd64"

	_Gidle      = 0
	_Gwaiting   = 4
	_Gdead      = 6
	_Gdeadextra = 11
	_Gscan      = 0x1000

	_PROT_READ   = 1
	_PROT_WRITE  = 2
	_MAP_ANON    = 0x20
	_MAP_PRIVATE = 2

	gcMarkWorkerNotWorker gcMarkWorkerMode = 0
	gcMarkWorkerIdleMode  gcMarkWorkerMode = 3

	waitReasonTraceReaderBlocked waitReason = 19
	waitReasonSleep              waitReason = 19

	gorvGStatusNames = "" // made from this Go's own constants
	gorvPStatusNames = ""
	gorvLacks        = 0
)

func add(p unsafe.Pointer, x uintptr) unsafe.Pointer                          { return nil }
func atomicAllG() (**g, uintptr)                                              { return nil, 0 }
func atomicAllGIndex(ptr **g, i uintptr) *g                                   { return nil }
func cputicks() int64                                                         { return 0 }
func gorv_casGFromPreempted(gp *g, old, new uint32) bool                      { return false }
func gorv_netpoll(delay int64) (gList, int32)                                 { return gList{}, 0 }
func gorv_schedinit()                                                         {}
func checkdead()                                                              {}
func closefd(fd int32) int32                                                  { return 0 }
func findfunc(pc uintptr) funcInfo                                            { return funcInfo{} }
func funcline1(f funcInfo, pc uintptr, strict bool) (file string, line int32) { return }
func funcname(f funcInfo) string                                              { return "" }
func getg() *g                                                                { return nil }
func isSystemGoroutine(gp *g, fixed bool) bool                                { return false }
func lock(l *mutex)                                                           {}
func memmove(to, from unsafe.Pointer, n uintptr)                              {}
func munmap(p unsafe.Pointer, n uintptr)                                      {}
func nanotime() int64                                                         { return 0 }
func noescape(p unsafe.Pointer) unsafe.Pointer                                { return p }
func newm(fn func(), pp *p, id int64)                                         {}
func noteclear(n *note)                                                       {}
func notetsleep(n *note, ns int64) bool                                       { return false }
func open(name *byte, mode, perm int32) int32                                 { return 0 }
func osyield()                                                                {}
func read(fd int32, p unsafe.Pointer, n int32) int32                          { return 0 }
func readgstatus(gp *g) uint32                                                { return 0 }
func startPCForTrace(pc uintptr) uintptr                                      { return 0 }
func systemstack(fn func())                                                   {}
func unlock(l *mutex)                                                         {}
func sched_getaffinity(pid, len uintptr, buf *byte) int32                     { return 0 }
func gettid() uint32                                                          { return 0 }
func usleep(us uint32)                                                        {}
func time_now() (sec int64, nsec int32, mono int64)                           { return }

func mmap(p unsafe.Pointer, n uintptr, prot, flags, fd int32, off uint32) (unsafe.Pointer, int) {
	return nil, 0
}
