import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, run, tempDir } from '../support/gorv.ts'
import { goroot, script, unpacked, withPath } from '../support/toolchains.ts'
import { exposedModule, expectGoCommands, expectInit, expectWatched } from '../support/watched.ts'

test('go as a script that sets something for the real one', async () => {
  const bin = tempDir('wrapper')
  const real = join(await goroot('1.22.12'), 'bin/go')
  script(join(bin, 'go'), `#!/bin/sh\nGOFLAGS=-tags=corporate exec ${real} "$@"\n`)
  const cwd = exposedModule('wrapped')
  script(
    join(cwd, 'corporate.go'),
    '//go:build corporate\n\npackage main\n\nfunc init() { println("of the company") }\n',
  )
  const env = withPath([bin], { GOFLAGS: '' })
  const ran = await expectWatched(cwd, '1.22.12', { env })
  expect(ran.stderr).toContain('of the company\n')
  await expectInit(exposedModule('wrapped'), '1.22.12', env)
})

// Each of the version managers below writes a shim of this shape, and its own
// command then sets the same variables and starts the same file.

test('an asdf shim, which chooses by .tool-versions', async () => {
  const home = tempDir('asdf')
  const install = join(home, 'installs/golang/1.22.12')
  await unpacked('1.22.12', join(install, 'go'))
  const asdf = script(
    join(home, 'bin/asdf'),
    `#!/usr/bin/env bash
shift
version=$(sed -n 's/^golang //p' .tool-versions) || { echo "No version is set for command $1" >&2; exit 126; }
export GOROOT="${home}/installs/golang/$version/go"
export GOBIN="${home}/installs/golang/$version/bin"
export GOPATH="\${GOPATH:-${home}/installs/golang/$version/packages}"
exec "$GOROOT/bin/$@"
`,
  )
  script(
    join(home, 'shims/go'),
    `#!/usr/bin/env bash\n# asdf-plugin: golang 1.22.12\nexec ${asdf} exec "go" "$@"\n`,
  )
  const cwd = exposedModule('asdf')
  script(join(cwd, '.tool-versions'), 'golang 1.22.12\n')
  const env = withPath([join(home, 'shims')], { GOFLAGS: '-modcacherw' })
  await expectWatched(cwd, '1.22.12', { env })
  await expectGoCommands(cwd, '1.22.12', env)
  // As asdf's own plugin does since it wraps go: it talks before go does.
  script(
    join(home, 'shims/go'),
    `#!/usr/bin/env bash\necho "Running original Go command:" ${install}/go/bin/go "$@"\nexec ${install}/go/bin/go "$@"\n`,
  )
  await expectWatched(cwd, '1.22.12', { env })
})

test('a goenv shim, with a GOPATH for each version', async () => {
  const home = tempDir('goenv')
  await unpacked('1.22.12', join(home, 'versions/1.22.12'))
  script(
    join(home, 'bin/goenv'),
    `#!/usr/bin/env bash
set -e
shift
export GOENV_VERSION="$(cat .go-version)"
export GOROOT="${home}/versions/$GOENV_VERSION"
export GOPATH="${home}/go/$GOENV_VERSION"
export PATH="$GOROOT/bin:$PATH"
command="$1"; shift
exec -a "$command" "$GOROOT/bin/$command" "$@"
`,
  )
  script(
    join(home, 'shims/go'),
    `#!/usr/bin/env bash\nset -e\nprogram="\${0##*/}"\nexport GOENV_ROOT="${home}"\nexec "${home}/bin/goenv" exec "$program" "$@"\n`,
  )
  const cwd = exposedModule('goenv')
  script(join(cwd, '.go-version'), '1.22.12\n')
  const env = withPath([join(home, 'shims')], { GOFLAGS: '-modcacherw' })
  await expectWatched(cwd, '1.22.12', { env })
  await expectInit(cwd, '1.22.12', env)
  // goenv's GOENV_VERSION is no file of go's settings, its GOROOT may be stale.
  await expectWatched(cwd, '1.22.12', { env: { ...env, GOROOT: await goroot('1.21.13') } })
})

test('a mise shim: a link to mise itself, which looks at its name', async () => {
  const home = tempDir('mise')
  await unpacked('1.22.12', join(home, 'installs/go/1.22.12'))
  const mise = script(
    join(home, 'bin/mise'),
    `#!/bin/sh
export GOROOT=${home}/installs/go/1.22.12 GOBIN=${home}/installs/go/1.22.12/bin
exec "$GOROOT/bin/$(basename "$0")" "$@"
`,
  )
  mkdirSync(join(home, 'shims'))
  symlinkSync(mise, join(home, 'shims/go'))
  const env = withPath([join(home, 'shims')])
  await expectWatched(exposedModule('mise'), '1.22.12', { env })
  // An activated mise sets GOROOT in the shell, also for the go of another tool.
  const stale = { ...env, GOROOT: await goroot('1.21.13') }
  await expectWatched(exposedModule('mise'), '1.22.12', { env: stale })
})

test('a shim without a version says so itself', async () => {
  const bin = tempDir('shim')
  script(join(bin, 'go'), '#!/bin/sh\necho "No version is set for command go" >&2\nexit 126\n')
  const cwd = exposedModule('unset')
  const result = await gorv(['run', '-r', 'json', '.'], { cwd, env: withPath([bin]) })
  expect(result.code).toBe(125)
  expect(result.stderr).toContain('No version is set for command go')
  expect((await run('go', ['version'], { cwd, env: withPath([bin]) })).code).toBe(126)
})
