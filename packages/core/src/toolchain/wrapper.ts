import { realpathSync } from 'node:fs'
import { goEnv, type Asking } from './ask-go.ts'

/** What a wrapper may set for the go that it starts. */
const settings = [
  'GO111MODULE GOBIN GOCACHE GOENV GOEXPERIMENT GOFLAGS GOMODCACHE GOPATH',
  'GOPROXY GOPRIVATE GONOPROXY GOSUMDB GONOSUMDB GOINSECURE GOVCS',
  'GOOS GOARCH GOAMD64 GOARM GOARM64 GO386 GOFIPS140',
  'CC CXX CGO_ENABLED CGO_CFLAGS CGO_CPPFLAGS CGO_CXXFLAGS CGO_LDFLAGS',
].flatMap((line) => line.split(' '))

/**
 * gorv runs GOROOT's own go, so that nothing switches again. Where the one on
 * PATH is a script or a version manager's shim, this gives the settings that
 * go learns from that alone.
 */
export async function wrapperSettings(
  found: string,
  own: string,
  asking: Asking,
): Promise<NodeJS.ProcessEnv> {
  if (realpathSync(found) === realpathSync(own)) return {}
  const [by, without] = await Promise.all([
    goEnv(found, settings, asking),
    goEnv(own, settings, { ...asking, env: { ...asking.env, GOTOOLCHAIN: 'local' } }),
  ])
  return Object.fromEntries(
    Object.entries(by).filter(([name, value]) => value !== '' && value !== without[name]),
  )
}
