package runtime

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

// gorvRequest is what gorv asks for: "fd,nonce in hex,interval in ns", and on
// systems where the ring comes as a named file ",path".
type gorvRequest struct {
	fd       int32
	nonce    [16]byte
	interval int64
	path     string
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
	r.path = s[i:]
	return ok && r.interval > 0
}
