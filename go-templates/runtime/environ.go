package runtime

import "unsafe"

const gorvEnvKey = "GORV_ATTACH="

// gorvTakeEnv finds gorv's variable, removes it and returns its value. It runs
// before any code of the program: neither os.Environ nor a child sees it.
func gorvTakeEnv() string {
	value := ""
	for i := 0; i < len(envs); i++ {
		s := envs[i]
		if len(s) >= len(gorvEnvKey) && s[:len(gorvEnvKey)] == gorvEnvKey {
			value = s[len(gorvEnvKey):]
			envs = append(envs[:i:i], envs[i+1:]...)
			i--
		}
	}
	if value != "" {
		gorvHideFromC()
	}
	return value
}

// gorvHideFromC takes the variable out of the C environment as well: getenv in
// cgo code, system(3) and posix_spawn read the array behind argv. The text is
// blanked too, for /proc/self/environ.
func gorvHideFromC() {
	if argv == nil || islibrary || isarchive {
		return
	}
	slot := func(i int32) **byte {
		return (**byte)(add(unsafe.Pointer(argv), uintptr(argc+1+i)*unsafe.Sizeof(argv)))
	}
	to := int32(0)
	for i := int32(0); ; i++ {
		s := *slot(i)
		if s != nil && gorvHasEnvKey(s) {
			for p := unsafe.Pointer(s); *(*byte)(p) != 0; p = add(p, 1) {
				*(*byte)(p) = 0
			}
			continue
		}
		*slot(to) = s
		to++
		if s == nil {
			return
		}
	}
}

func gorvHasEnvKey(s *byte) bool {
	for i := 0; i < len(gorvEnvKey); i++ {
		if *(*byte)(add(unsafe.Pointer(s), uintptr(i))) != gorvEnvKey[i] {
			return false
		}
	}
	return true
}

// gorvRequest is what gorv asks for: "fd,nonce in hex,interval in ns".
type gorvRequest struct {
	fd       int32
	nonce    [16]byte
	interval int64
}

func gorvParseRequest(s string, r *gorvRequest) bool {
	i := 0
	number := func() (x int64, ok bool) {
		start := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			if x > 1<<53 {
				return 0, false
			}
			x = x*10 + int64(s[i]-'0')
			i++
		}
		ok = i > start
		if i < len(s) {
			ok = ok && s[i] == ','
			i++
		}
		return
	}
	fd, ok := number()
	if !ok || fd > 1<<20 {
		return false
	}
	r.fd = int32(fd)
	for k := 0; k < 2*len(r.nonce); k++ {
		if i >= len(s) {
			return false
		}
		c := s[i]
		i++
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		default:
			return false
		}
		r.nonce[k/2] = r.nonce[k/2]<<4 | c
	}
	if i >= len(s) || s[i] != ',' {
		return false
	}
	i++
	r.interval, ok = number()
	return ok && r.interval > 0 && i == len(s)
}
