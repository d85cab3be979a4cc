import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, tempDir } from '../support/gorv.ts'
import { programs } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'

const dir = tempDir('renderers')
const steady = join(programs, 'steady')

/** Counts what it is given and writes it down where it was told to. */
const counting = `import { writeFileSync } from 'node:fs'

const options = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate(value) {
      const { title = 'none', ...rest } = value
      const other = Object.keys(rest)[0]
      if (other !== undefined) return { issues: [{ message: 'unknown', path: [other] }] }
      if (title === '') return { issues: [{ message: 'is empty', path: ['title'] }] }
      return { value: { title } }
    },
  },
}

export default {
  apiVersion: 1,
  name: 'counting',
  extension: '.txt',
  snapshots: 'every',
  options,
  open(context) {
    const calls = []
    return {
      hello: (hello) => void calls.push(hello.type),
      snapshot: (snapshot) => void calls.push(snapshot.type),
      end(end) {
        calls.push(end.type)
        const snapshots = calls.filter((call) => call === 'snapshot').length
        if (snapshots !== end.snapshots) throw new Error('snapshots are missing')
        const text = [context.options.title, calls[0], calls.at(-1), end.exitcode].join(' ')
        writeFileSync(context.output, text + '\\n')
        context.note('counted')
        return { files: [context.output] }
      },
      close() {
        calls.push('close')
      },
    }
  },
}
`
writeFileSync(join(dir, 'counting.mjs'), counting)

test('a renderer from a path, with its options and its file', async () => {
  const out = join(dir, 'counted.txt')
  const args = [
    'run',
    '-r',
    join(dir, 'counting.mjs'),
    '-o',
    out,
    '--renderer-option',
    'title=a=b c',
  ]
  const result = await gorv([...args, '.', '--', '-code', '5'], { cwd: steady })
  expect(result).toMatchObject({ code: 5, stdout: 'begun \ndone\n' })
  expect(result.stderr).toBe(
    `a word on stderr\ngorv: counted\ngorv: wrote ${out} (file://${out})\n`,
  )
  expect(readFileSync(out, 'utf8')).toBe('a=b c hello end 5\n')
})

test('a relative path counts from where gorv works, and the file is named after the package', async () => {
  const cwd = tempDir('relative')
  writeFileSync(join(cwd, 'main.go'), 'package main\n\nfunc main() {}\n')
  writeFileSync(join(cwd, 'my-renderer.mjs'), counting)
  const result = await gorv(['run', '-r', './my-renderer.mjs', 'main.go'], { cwd })
  expect(result.code, result.stderr).toBe(0)
  expect(readFileSync(join(cwd, 'main.gorv.txt'), 'utf8')).toBe('none hello end 0\n')
})

test('a renderer from an installed package', async () => {
  const cwd = tempDir('package')
  const home = join(cwd, 'node_modules/gorv-counting')
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"name":"gorv-counting","exports":"./index.mjs"}')
  writeFileSync(join(home, 'index.mjs'), counting)
  writeFileSync(join(cwd, 'main.go'), 'package main\n\nfunc main() {}\n')
  const result = await gorv(['run', '-r', 'gorv-counting', '-o', 'x.txt', 'main.go'], { cwd })
  expect(result.code, result.stderr).toBe(0)
  expect(readFileSync(join(cwd, 'x.txt'), 'utf8')).toBe('none hello end 0\n')
})

test.each([
  ['title=', 'renderer counting: title: is empty'],
  ['colour=red', 'renderer counting: colour: unknown'],
  ['=red', '--renderer-option =red is not key=value'],
  ['title', '--renderer-option title is not key=value'],
])('a bad option %s is a usage error before the build', async (option, message) => {
  const args = ['run', '-r', join(dir, 'counting.mjs'), '--renderer-option', option, './nowhere']
  const result = await gorv(args, { cwd: steady })
  expect(result).toMatchObject({ code: 2, stdout: '', stderr: `gorv: ${message}\n` })
})

test('options for a renderer without any are refused', async () => {
  const result = await gorv(['run', '-r', 'html', '--renderer-option', 'a=b', '.'], { cwd: steady })
  expect(result).toMatchObject({ code: 2, stderr: 'gorv: renderer html: has no option a\n' })
})

test.each([
  ['a=b', 'has no option a; there is events=true'],
  ['events=maybe', 'events: is true or false'],
])('json knows the option events alone: %s', async (option, message) => {
  const args = ['run', '-r', 'json', '--renderer-option', option, './nowhere']
  const result = await gorv(args, { cwd: steady })
  expect(result).toMatchObject({ code: 2, stderr: `gorv: renderer json: ${message}\n` })
})

test('events of a recording that holds snapshots alone: none, and nothing wrong', async () => {
  const args = ['run', '--sample', '16ms', '-r', 'json', '-o', '-']
  const result = await gorv([...args, '--renderer-option', 'events=true', '.'], { cwd: steady })
  expect(result.code).toBe(0)
  expect(parseStream(result.stdout).snapshots.length).toBeGreaterThan(2)
})

test('a renderer in TypeScript, where this Node reads it', async () => {
  const file = join(dir, 'typed.ts')
  writeFileSync(
    file,
    `const seen: string[] = []
export default {
  apiVersion: 1 as const,
  name: 'typed',
  open: (context: { data: { write(text: string): Promise<void> } }) => ({
    hello: (hello: { goos: string }): void => void seen.push(hello.goos),
    end: async () => {
      await context.data.write(seen.join() + '\\n')
      return { files: [] }
    },
    close() {},
  }),
}
`,
  )
  const result = await gorv(['run', '-r', file, '-o', '-', '.'], { cwd: steady })
  if ((process.features as { typescript?: string | false }).typescript) {
    expect(result).toMatchObject({ code: 0, stdout: 'linux\n' })
  } else {
    expect(result).toMatchObject({ code: 125, stdout: '' })
    expect(result.stderr).toMatch(/^gorv: renderer .*typed\.ts failed at load: .*\n$/)
  }
})

test('exec: gives any program the stream', async () => {
  const script = join(dir, 'count.mjs')
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs'
const lines = readFileSync(0, 'utf8').trimEnd().split('\\n')
const kinds = lines.map((line) => JSON.parse(line).type)
console.log(kinds[0], kinds.at(-1), [...new Set(kinds.slice(1, -1))].join(), process.argv[2])
`,
  )
  const spec = `exec:node '${script}' "two words"`
  const result = await gorv(['run', '-r', spec, '-o', '-', '.', '--', '-code', '4'], {
    cwd: steady,
  })
  expect(result).toMatchObject({ code: 4, stdout: 'hello end snapshot two words\n' })
  // Without -o - stdout is the program's, and what the renderer prints goes with gorv's words.
  const beside = await gorv(['run', '-r', spec, '.'], { cwd: steady })
  expect(beside).toMatchObject({ code: 0, stdout: 'begun \ndone\n' })
  expect(beside.stderr).toContain('hello end snapshot two words\n')
})

test('exec: gets what the json renderer writes, byte for byte', async () => {
  const recording = join(dir, 'x.gorv')
  const args = ['run', '--record', recording, '-r', 'exec:cat', '-o', '-', '.']
  const live = await gorv(args, { cwd: steady })
  expect(parseStream(live.stdout).end.exitcode).toBe(0)
  const later = await gorv(['render', recording, '-r', 'json', '-o', '-'], { cwd: dir })
  expect(later.stdout).toBe(live.stdout)
})

test.each([
  ['exec:exit 3', 'it ended with exit code 3'],
  ['exec:no-such-command-here', 'it ended with exit code 127'],
  ['exec:kill -9 $$', 'it ended with SIGKILL'],
])('%s: the program is not harmed, and one line says how it went', async (spec, why) => {
  const result = await gorv(['run', '-r', spec, '.', '--', '-d', '500ms'], { cwd: steady })
  expect(result).toMatchObject({ code: 125, stdout: 'begun \ndone\n' })
  const own = result.stderr.split('\n').filter((line) => line.startsWith('gorv: '))
  expect(own).toEqual([expect.stringContaining(`renderer ${spec} failed at work: ${why}`)])
})

test('exec: a renderer that reads nothing and takes its time holds up nobody', async () => {
  const result = await gorv(['run', '-r', 'exec:sleep 1; echo slept', '.', '--', '-d', '100ms'], {
    cwd: steady,
  })
  expect(result).toMatchObject({ code: 0, stdout: 'begun \ndone\n' })
  expect(result.stderr).toContain('slept\n')
})

/** A renderer that throws at one place. */
function throwing(where: string): string {
  const file = join(dir, `throws-${where}.mjs`)
  const at = (place: string) => (place === where ? "throw new Error('no ink')" : '')
  writeFileSync(
    file,
    `${at('load')}
let count = 0
export default {
  apiVersion: 1,
  name: 'throwing',
  snapshots: 'every',
  open() {
    ${at('open')}
    return {
      hello() { ${at('hello')} },
      async snapshot() { if (++count > 5) { ${at('snapshot')} } },
      end() { ${at('end')}; return { files: [] } },
      close() { ${at('close')} },
    }
  },
}
`,
  )
  return file
}

test.each([
  ['hello', 'work'],
  ['snapshot', 'work'],
  ['end', 'work'],
  ['close', 'close'],
])('a renderer that throws at %s harms nobody', async (where, said) => {
  const file = throwing(where)
  const recording = join(dir, `${where}.gorv`)
  const args = ['run', '-r', file, '--record', recording, '.', '--', '-d', '400ms', '-code', '9']
  const result = await gorv(args, { cwd: steady })
  expect(result).toMatchObject({ code: 125, stdout: 'begun \ndone\n' })
  const own = result.stderr.split('\n').filter((line) => line !== 'a word on stderr')
  expect(own).toEqual([
    `gorv: renderer throwing failed at ${said}: no ink`,
    `gorv: recorded ${recording}`,
    '',
  ])
  // The recording is whole all the same.
  const later = await gorv(['render', recording, '-r', 'json', '-o', '-'], { cwd: dir })
  expect(parseStream(later.stdout).end).toMatchObject({ exitcode: 9, truncated: false })
})

test.each(['load', 'open'])(
  'a renderer that throws at %s: the program never starts',
  async (where) => {
    const result = await gorv(['run', '-r', throwing(where), '.'], { cwd: steady })
    const name = where === 'load' ? throwing(where) : 'throwing'
    expect(result).toMatchObject({
      code: 125,
      stdout: '',
      stderr: `gorv: renderer ${name} failed at ${where}: no ink\n`,
    })
  },
)

test.each([
  ['export const nothing = 1', 'has no default export'],
  [
    'export default { apiVersion: 2, name: "x", open() {} }',
    'is for api version 2, and this gorv has 1',
  ],
  ['export default { apiVersion: 1, name: "x" }', 'has no open()'],
  ['export default { apiVersion: 1, open() {} }', 'has no name'],
  ['export default {', 'failed at load: '],
])('what is no renderer is refused before the build: %s', async (source, why) => {
  const file = join(dir, 'shapeless.mjs')
  writeFileSync(file, source)
  const result = await gorv(['run', '-r', file, './nowhere'], { cwd: steady })
  expect(result.code).toBe(125)
  expect(result.stderr).toContain(`gorv: renderer ${file} ${why}`)
  expect(result.stderr.trimEnd().split('\n')).toHaveLength(1)
})

test('a path with no renderer there names the file', async () => {
  const result = await gorv(['run', '-r', './nothing.mjs', '.'], { cwd: steady })
  expect(result.code).toBe(125)
  expect(result.stderr).toBe(
    `gorv: renderer ./nothing.mjs is not there: ${join(steady, 'nothing.mjs')} — see docs/renderers.md\n`,
  )
})

test('gorv render takes the same renderers, and what they throw', async () => {
  const recording = join(dir, 'for-render.gorv')
  await gorv(['run', '-r', 'json', '-o', join(dir, 'x.ndjson'), '--record', recording, '.'], {
    cwd: steady,
  })
  const good = await gorv(['render', recording, '-r', './counting.mjs', '-o', 'later.txt'], {
    cwd: dir,
  })
  expect(good.code, good.stderr).toBe(0)
  expect(readFileSync(join(dir, 'later.txt'), 'utf8')).toBe('none hello end 0\n')
  const bad = await gorv(['render', recording, '-r', throwing('snapshot')], { cwd: dir })
  expect(bad).toMatchObject({
    code: 125,
    stderr: 'gorv: renderer throwing failed at work: no ink\n',
  })
})
