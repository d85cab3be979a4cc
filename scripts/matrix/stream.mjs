// Whether a JSON stream is what the watched program must give on this release.

const linesOf = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** What the stream ends with. */
export const endOf = (text) => linesOf(text).at(-1)

/** Throws the first thing that is not so. */
export function checkStream(text, { release, port, facts }) {
  const lines = linesOf(text)
  const hello = lines[0]
  const end = lines.at(-1)
  const snapshots = lines.slice(1, -1)
  must(end?.type === 'end', 'the stream has no end')
  must(hello.type === 'hello', `no hello: ${end.notes?.join('; ')}`)
  same('goversion', hello.goversion, release)
  same('port', `${hello.goos}/${hello.goarch}`, port)
  same('capabilities', hello.capabilities.sort().join(), capabilitiesBy(facts).sort().join())
  same('exit code', end.exitcode, 0)
  same('truncated', end.truncated, false)
  same('lost', end.lost, 0)

  // Without startfn a goroutine may show the wrapper that "go worker(c)" was made into.
  const seen = hello.capabilities.includes('startfn') ? /^main\.worker$/ : /^main\.w/
  const workersOf = (snapshot) => snapshot.allg.filter((g) => seen.test(g.startfn))
  const settled = snapshots.filter((one) => workersOf(one).length === 5)
  must(settled.length > 3, `five workers in ${settled.length} of ${snapshots.length} snapshots`)
  const last = settled.at(-1)
  const parent = hello.capabilities.includes('parent') ? 1 : null
  for (const g of workersOf(last)) {
    same('status', g.status, 'Gwaiting')
    same('waitreason', g.waitreason, 'chan receive')
    same('createdby', g.createdby, 'main.watched')
    same('parent', g.parent, parent)
    same('system', g.system, false)
  }
  must(
    last.allm.some((m) => m.startfn === 'runtime.sysmon'),
    'no sysmon among the Ms',
  )
  const timers = hello.capabilities.includes('timers')
  must(
    last.allp.every((p) => (p.timers !== null) === timers),
    'timers are null where they can be told, or the reverse',
  )
}

/** The same of a stream with every event. */
export function checkEvents(text, { release }) {
  const lines = linesOf(text)
  const [hello, end] = [lines[0], lines.at(-1)]
  must(hello.type === 'hello', `no hello: ${end.notes?.join('; ')}`)
  same('goversion', hello.goversion, release)
  same('mode', hello.mode, 'exact')
  same('exit code', end.exitcode, 0)
  same('truncated', end.truncated, false)
  same('lost', end.lost, 0)
  same('unordered', end.unordered, 0)
  const events = lines.filter((one) => one.type === 'event')
  const created = events.filter((one) => one.kind === 'create' && one.startfn.startsWith('main.w'))
  const workers = new Set(created.map((one) => one.g))
  same('workers created', workers.size, 5)
  const does = (kind) => events.filter((one) => one.kind === kind && workers.has(one.g))
  same('workers run', new Set(does('run').map((one) => one.g)).size, 5)
  same(
    'reasons',
    does('park')
      .map((one) => one.reason)
      .join(),
    Array(5).fill('chan receive').join(),
  )
}

/** What the fragments that were chosen for this runtime can tell, and what every release tells. */
function capabilitiesBy(facts) {
  const always = ['ticks', 'lockedg', 'incgo', 'waitreason', 'createdby']
  return [
    ...always,
    ...(has(facts, 'timers', 'none') ? [] : ['timers']),
    ...(has(facts, 'parent', 'goid') ? ['parent'] : []),
    ...(has(facts, 'startpc', 'plain') ? [] : ['startfn']),
  ]
}

const has = (facts, fact, variant) => facts.includes(`${fact}_${variant}`)

function same(what, found, expected) {
  must(found === expected, `${what} is ${found} and not ${expected}`)
}

function must(holds, what) {
  if (!holds) throw new Error(what)
}
