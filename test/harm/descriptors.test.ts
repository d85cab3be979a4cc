import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { both, modes, plain, under, type BothOptions } from '../support/both.ts'
import { tempDir, testEnv, type Finished } from '../support/gorv.ts'

const dir = tempDir('descriptors')
const held: number[] = []

/** A descriptor of a new file, open for the test's time. */
function fileDescriptor(name: string, text = ''): number {
  writeFileSync(join(dir, name), text)
  const fd = openSync(join(dir, name), 'r+')
  held.push(fd)
  return fd
}

beforeAll(() => mkdirSync(dir, { recursive: true }))
afterAll(() => held.forEach((fd) => closeSync(fd)))

describe.each(modes)('%s', (_mode, flags) => {
  test.each([
    ['the program itself', 'list'],
    ['its children, itself again and a shell', 'children'],
    ['what it becomes by exec', 'exec'],
  ])('%s: no descriptor and no variable more than in a plain run', async (_, mode) => {
    const runs = await both('descriptors', [mode], { flags })
    expect(runs.plain.stdout).toContain('descriptor 0')
    expect(runs.plain.stdout).toContain('in environ: false')
    expect(runs.under.stdout).toBe(runs.plain.stdout)
    expect(runs.under.code).toBe(0)
  })

  test.each([
    ['one', 'exec 3<"$0"; exec "$@"'],
    ['with a hole before it', 'exec 5<"$0"; exec "$@"'],
    ['several with holes', 'exec 3<"$0" 6>>"$0" 9</dev/zero; exec "$@"'],
    ['beyond those of Node', 'exec 60<"$0" 100</dev/zero; exec "$@"'],
    ['a pipe', 'echo x | { exec 4<&0 </dev/null; exec "$@"; }'],
    ['a folder', 'exec 7</; exec "$@"'],
  ])('descriptors that were passed arrive under their numbers: %s', async (_, script) => {
    const file = join(dir, 'passed')
    writeFileSync(file, '')
    const via = ['bash', '-c', script, file]
    for (const mode of ['list', 'exec']) {
      const runs = await both('descriptors', [mode], { via, flags })
      expect(runs.under.stdout).toBe(runs.plain.stdout)
    }
  })

  test.each(['first', 'close'])(
    '%s: what a program opens gets the number and the bytes of a plain run',
    async (mode) => {
      const files = ['a', 'b', 'c'].map((name) => join(dir, name))
      const results: Finished[] = []
      for (const start of [plain, under]) {
        for (const file of files) writeFileSync(file, '')
        results.push(await start('descriptors', [mode, ...files], { flags }))
        for (const file of files) {
          expect(readFileSync(file, 'utf8')).toBe(`written by ${file.at(-1)}`)
        }
      }
      expect(results[0]?.stdout).toMatch(/^\d+ written by a\n/)
      expect(results[1]?.stdout).toBe(results[0]?.stdout)
      expect(results[1]?.code).toBe(0)
    },
  )

  test('snapshots go on when a program has closed every descriptor', async () => {
    const result = await under('descriptors', ['close'], { flags })
    expect(result.stdout).toContain('still here')
    // It sleeps for 400 ms after that.
    expect(result.stream.snapshots.at(-1)?.t).toBeGreaterThan(350e6)
  })

  test('a file passed as descriptor 3 keeps its bytes and its offset', async () => {
    const fd = fileDescriptor('three', 'untouched')
    const listed = await under('descriptors', ['list'], { extraFds: [fd], flags })
    expect(listed.stdout).toContain(`descriptor 3 ${join(dir, 'three')}`)
    expect(readFileSync(join(dir, 'three'), 'utf8')).toBe('untouched')
    expect(readFileSync(fd, 'utf8')).toBe('untouched')
  })

  test('socket activation: the listening socket is descriptor 3', async () => {
    for (const start of [plain, under]) {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const handle = (server as unknown as { _handle: { fd: number } })._handle
      let answer = ''
      let asked = false
      const options: BothOptions = {
        flags,
        env: testEnv({ LISTEN_FDS: '1' }),
        extraFds: [handle.fd],
        // As the service manager does it: the pid is that of what it starts.
        via: ['sh', '-c', 'LISTEN_PID=$$ exec "$@"', 'sh'],
        timeoutMs: 20_000,
        onStdout: (text) => {
          if (asked || !text.includes('ready')) return
          asked = true
          server.close() // the program's own copy alone accepts from here on
          const client = connect(port, '127.0.0.1')
          client.on('data', (bytes) => (answer += bytes.toString()))
          client.end('ping')
        },
      }
      const result = await start('descriptors', ['listen'], options)
      expect(result.stdout).toBe('1 true ready\nserved\n')
      expect(answer).toBe('ping')
      expect(result.code).toBe(0)
    }
  })

  test('a low limit of descriptors leaves as many as in a plain run', async () => {
    const via = ['sh', '-c', 'ulimit -n 100; exec "$@"', 'sh']
    const runs = await both('descriptors', ['most'], { via, flags })
    expect(runs.plain.stdout).toContain('the last is 99 too many open files')
    expect(runs.under.stdout).toBe(runs.plain.stdout)
  })

  test.runIf(process.getuid?.() === 0)(
    'chroot, setgid and setuid reach every thread, the sampler’s too',
    async () => {
      const root = tempDir('root')
      chmodSync(root, 0o755)
      const runs = await both('descriptors', ['rights', root], { flags })
      expect(runs.plain.stdout).toMatch(/^all threads: true stat .*no such file/)
      expect(runs.under.stdout).toBe(runs.plain.stdout)
      expect(runs.under.stream.snapshots.at(-1)?.t).toBeGreaterThan(150e6)
    },
  )
})
