// What the tests drive besides Go, from Debian: a browser, a terminal, what runs
// programs of other machines and systems, and Debian's own Go.
import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { step } from './setup.mjs'

const wanted = {
  chromium: '/usr/bin/chromium',
  tmux: '/usr/bin/tmux',
  gcc: '/usr/bin/gcc',
  'golang-1.19-go': '/usr/lib/go-1.19/bin/go',
  'golang-1.19-src': '/usr/share/go-1.19/src/runtime/runtime2.go',
  'qemu-user': '/usr/bin/qemu-aarch64',
  wine: '/usr/bin/wine',
  wine64: '/usr/lib/wine/wine64',
}

export function systemPackages() {
  const missing = Object.keys(wanted).filter((name) => !existsSync(wanted[name]))
  if (missing.length === 0) return
  const apt = spawnSync('apt-get', ['--version']).status === 0
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (!apt || (prefix.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0)) {
    throw new Error(
      `the tests need ${missing.join(', ')}: please install ${missing.length > 1 ? 'them' : 'it'}`,
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args]
    step(command, rest, { env, stdio: ['ignore', 2, 2] })
  }
  run(['update'])
  run(['install', '-y', '--no-install-recommends', ...missing])
}
