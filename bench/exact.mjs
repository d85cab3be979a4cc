// What it costs to record every event of the scheduler, against what runtime/trace
// costs, which writes to a file: eight workloads, the variants in turn, so that what
// disturbs one disturbs all. Words: rounds, operations in percent, workloads.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { buildBoth, gorvBin, median, program, quantile, root, table } from './support.mjs'

const rounds = Number(process.argv[2] ?? 7)
const percent = Number(process.argv[3] ?? 100)
const chosen = process.argv[4]?.split(',')

/** Operations of each: about half a second of a plain run. */
const operations = {
  pingpong: 2e6,
  fanout: 1e6,
  mutex: 4e6,
  spawn: 3e6,
  timers: 800e3,
  syscalls: 2e6,
  http: 24e3,
  gc: 600e3,
}

const dir = mkdtempSync(join(tmpdir(), 'gorv-bench-'))
const recording = join(dir, 'run.gorv')
const trace = join(dir, 'trace')
const cwd = program('scheduler')

/** A command to its end: what it prints, and the CPU of it and its children, as bash's time tells. */
function timed(words, env) {
  return new Promise((resolve, reject) => {
    const script = 'exec 3>&1; TIMEFORMAT="%U %S"; { time "$@" 2>&4 >&3; } 4>&2 2>&1'
    const child = spawn('bash', ['-c', script, 'bash', ...words], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      const [ns, user, system] = text.split(/\s+/).map(Number)
      if (code === 0) resolve({ ns, cpu: (user + system) * 1e9 })
      else reject(new Error(`${words.join(' ')}: ${text}`))
    })
  })
}

/** Lines of what gorv renders of the recording. */
function lines(words) {
  const args = [gorvBin, 'render', recording, '-r', 'json', '-o', '-', '--quiet', ...words]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return createInterface({ input: child.stdout })
}

async function recordedMode() {
  for await (const line of lines([])) return JSON.parse(line).mode
}

/** How many events the recording has, how many were lost, and what an event takes on disk. */
async function recorded() {
  let events = 0
  let last = ''
  for await (const line of lines(['--renderer-option', 'events=true'])) {
    if (line.startsWith('{"type":"event"')) events++
    else last = line
  }
  return { events, lost: JSON.parse(last).lost, bytes: statSync(recording).size / events }
}

const { plain, patched } = await buildBoth('scheduler', 1)
const gorvRun = [process.execPath, gorvBin, 'run', '--quiet', '-r', join(root, 'bench/nothing.mjs')]
const kept = ['--record', recording, '--force', '--go-flag=-ldflags=-randlayout=1']
const gorvWords = [...gorvRun, ...kept, '.', '--']
const variants = {
  plain: { words: [plain] },
  off: { words: [patched] },
  exact: { words: gorvWords },
  trace: { words: [plain], env: { BENCH_TRACE: trace } },
}

await timed([...gorvWords, 'nothing', '1'])
const hasExact = (await recordedMode()) === 'exact'
if (!hasExact) {
  delete variants.exact
  console.log('This gorv takes samples alone: the columns of exact are empty.\n')
}

/** All rounds of a workload: of each variant ns an operation, and CPU without that of starting. */
async function measure(name, procs) {
  const n = Math.max(1000, Math.round((operations[name] * percent) / 100))
  const results = {}
  for (const variant of Object.keys(variants)) results[variant] = { ns: [], cpu: [], start: [] }
  for (let i = 0; i < rounds; i++) {
    // In another order each time, so that no variant is always first.
    for (const [variant, { words, env }] of Object.entries(variants).toSorted(
      () => Math.random() - 0.5,
    )) {
      const all = { ...env, GOMAXPROCS: String(procs) }
      const started = await timed([...words, 'nothing', '1'], all)
      const done = await timed([...words, name, String(n)], all)
      results[variant].ns.push(done.ns)
      results[variant].start.push(started.cpu)
      results[variant].cpu.push(done.cpu)
    }
  }
  for (const result of Object.values(results)) {
    const start = median(result.start)
    result.cpu = result.cpu.map((cpu) => (cpu - start) / n)
  }
  results.trace.bytes = statSync(trace).size / n
  return { n, results }
}

/** What exact adds of what trace adds: of the medians, and of each round its quartiles. */
function ratio({ plain: base, exact, trace: peer }, what) {
  if (!exact) return '—'
  const added = (result) => median(result[what]) - median(base[what])
  const each = base[what].map((b, i) => (exact[what][i] - b) / (peer[what][i] - b))
  const quartiles = [0.25, 0.75].map((q) => quantile(each, q).toFixed(2)).join('–')
  return `${(added(exact) / added(peer)).toFixed(2)} (${quartiles})`
}

const digits = (x) => x.toFixed(x < 1000 ? 1 : 0)
const columns = ['plain', 'off', 'exact', 'trace']
const head =
  'workload,GOMAXPROCS,plain ns/op,overlay off,exact,runtime/trace,r wall,r CPU,' +
  'events/op,lost,B/event,B/op,trace B/op'
const rows = [head.split(',')]
for (const name of Object.keys(operations)) {
  if (chosen && !chosen.includes(name)) continue
  for (const procs of [1, 2, 8]) {
    const { n, results } = await measure(name, procs)
    const counted = hasExact ? await measureRecorded(name, n, procs) : undefined
    rows.push([
      name,
      procs,
      ...columns.map((c) => (results[c] ? digits(median(results[c].ns)) : '—')),
      ratio(results, 'ns'),
      ratio(results, 'cpu'),
      ...(counted ?? ['—', '—', '—', '—']),
      digits(results.trace.bytes),
    ])
  }
}

/** Of a recording of its own: the last one may be that of nothing. */
async function measureRecorded(name, n, procs) {
  await timed([...gorvWords, name, String(n)], { GOMAXPROCS: String(procs) })
  const { events, lost, bytes } = await recorded()
  return [digits(events / n), lost, bytes.toFixed(2), digits((bytes * events) / n)]
}

if (existsSync(dir)) rmSync(dir, { recursive: true })
console.log(
  `${rounds} rounds, medians; r = (exact − plain) / (runtime/trace − plain), quartiles.\n`,
)
table(rows)
