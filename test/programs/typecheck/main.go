// Typecheck does not compile unless the Exposure's types are exactly these,
// and calls the functions that take the runtime's own pointers.
package main

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strconv"
	"unsafe"
)

// A conversion between struct types holds for the same fields in the same order alone.
var (
	_ = struct {
		ID           uint64
		AtomicStatus uint32
	}(runtime.ExposureG{})
	_ = struct {
		ID           int64
		CurrentG, G0 *runtime.ExposureG
	}(runtime.ExposureM{})
	_ = struct {
		ID         int32
		Status     uint32
		RunQueue   []*runtime.ExposureG
		M          *runtime.ExposureM
		TimerCount int
		RawRunqLen int
	}(runtime.ExposureP{})
	_ = struct {
		SchedulerG       []*runtime.ExposureG
		SchedulerP, AllP []*runtime.ExposureP
		AllG             []*runtime.ExposureG
	}(runtime.Exposure{})

	_ func() *runtime.Exposure = runtime.RuntimeExposure
	_ *runtime.ExposureG       = runtime.NewExposureG(nil)
	_ *runtime.ExposureM       = runtime.NewExposureM(nil)
	_ *runtime.ExposureP       = runtime.NewExposureP(nil)
)

// getg gives the running goroutine's g; see getg_*.s.
func getg() unsafe.Pointer

func check(ok bool, what string, args ...interface{}) {
	if !ok {
		panic(fmt.Sprintf(what, args...))
	}
}

// parameter is the runtime's own type that f takes a pointer to.
func parameter(f interface{}, name string) reflect.Type {
	t := reflect.TypeOf(f)
	check(t.NumIn() == 1 && t.NumOut() == 1, "%v", t)
	own := t.In(0).Elem()
	check(own.PkgPath() == "runtime" && own.Name() == name, "%v takes %v", t, own)
	return own
}

func call(f interface{}, own reflect.Type, p unsafe.Pointer) interface{} {
	return reflect.ValueOf(f).Call([]reflect.Value{reflect.NewAt(own, p)})[0].Interface()
}

func goid() uint64 {
	buf := make([]byte, 64)
	fields := bytes.Fields(buf[:runtime.Stack(buf, false)])
	id, _ := strconv.ParseUint(string(fields[1]), 10, 64)
	return id
}

func main() {
	check(runtime.NewExposureG(nil) == nil, "NewExposureG(nil) is not nil")
	check(runtime.NewExposureM(nil) == nil, "NewExposureM(nil) is not nil")
	check(runtime.NewExposureP(nil) == nil, "NewExposureP(nil) is not nil")

	runtime.LockOSThread()
	runtime.GOMAXPROCS(1)
	typeG := parameter(runtime.NewExposureG, "g")
	typeM := parameter(runtime.NewExposureM, "m")
	typeP := parameter(runtime.NewExposureP, "p")
	ptr := getg()

	g := call(runtime.NewExposureG, typeG, ptr).(*runtime.ExposureG)
	check(g.ID == goid(), "NewExposureG: id %d", g.ID)
	check(g.AtomicStatus&^0x1000 == 2, "NewExposureG: status %d", g.AtomicStatus)

	mp := reflect.NewAt(typeG, ptr).Elem().FieldByName("m")
	m := call(runtime.NewExposureM, typeM, unsafe.Pointer(mp.Pointer())).(*runtime.ExposureM)
	check(m.CurrentG != nil && m.CurrentG.ID == goid(), "NewExposureM: not the goroutine it runs")
	check(m.G0 != nil && m.G0.ID == 0, "NewExposureM: without g0")

	pp := mp.Elem().FieldByName("p").Uint()
	p := call(runtime.NewExposureP, typeP, *(*unsafe.Pointer)(unsafe.Pointer(&pp))).(*runtime.ExposureP)
	check(p.ID == 0 && p.Status == 1, "NewExposureP: P %d with status %d", p.ID, p.Status)
	check(p.M != nil && p.M.ID == m.ID, "NewExposureP: not the M that holds it")
	check(p.RawRunqLen == 256, "NewExposureP: a ring of %d", p.RawRunqLen)
	fmt.Println("OK")
}
