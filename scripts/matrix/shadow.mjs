// A GOROOT in which runtime2.go is really the patched one: go vet takes no
// notice of an overlay up to Go 1.23.
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expose } from '@gorv/core'

/** Links to everything else of it; its path. */
export function shadowGoroot({ goroot, dir, port }) {
  const shadow = join(dir, 'goroot')
  linkAll(goroot, shadow, 'src')
  linkAll(join(goroot, 'src'), join(shadow, 'src'), 'runtime')
  linkAll(join(goroot, 'src/runtime'), join(shadow, 'src/runtime'), 'runtime2.go')
  const [goos, goarch] = port.split('/')
  const { text } = expose({ goroot, goos, goarch })
  writeFileSync(join(shadow, 'src/runtime/runtime2.go'), text)
  return shadow
}

function linkAll(from, to, but) {
  mkdirSync(to)
  for (const name of readdirSync(from)) {
    if (name !== but) symlinkSync(join(from, name), join(to, name))
  }
}
