// Package atomic stands in for the runtime's internal atomic package (its path
// differs across Go versions) so that an editor understands the templates.
// It is not part of any overlay.
package atomic

type Uint32 struct{ v uint32 }
type Int32 struct{ v int32 }
type Bool struct{ v bool }

func (x *Uint32) Load() uint32 { return x.v }
func (x *Int32) Load() int32   { return x.v }
func (x *Bool) Load() bool     { return x.v }

func Load(p *uint32) uint32                   { return *p }
func LoadAcq(p *uint32) uint32                { return *p }
func Load64(p *uint64) uint64                 { return *p }
func Store(p *uint32, v uint32)               { *p = v }
func Store64(p *uint64, v uint64)             { *p = v }
func StoreRel(ptr *uint32, val uint32)        {}
func Xadd(ptr *uint32, delta int32) uint32    { return 0 }
func Xadd64(ptr *uint64, delta int64) uint64  { return 0 }
func Cas(ptr *uint32, old, new uint32) bool   { return false }
func Cas64(ptr *uint64, old, new uint64) bool { return false }
