import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'
import { glyphsFor } from './glyphs.ts'
import { layout, type Size } from './layout.ts'
import { lineWidth } from './line.ts'
import type { Scene } from './scene.ts'
import { textOf } from './style.ts'
import { g, m, manyGs, manyPs, p, scene, snapshot } from './testing/made-up.ts'
import { initialView, type View } from './view.ts'

const sizes: Size[] = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 300, rows: 90 },
]

function textLines(of: Scene, size: Size, view: Partial<View> = {}): string[] {
  return layout(of, { ...initialView(), ...view }, size).lines.map(textOf)
}

function text(
  of: Scene,
  size: Size = { columns: 100, rows: 30 },
  view: Partial<View> = {},
): string {
  return textLines(of, size, view).join('\n')
}

test.each(sizes)('fills $columns x $rows exactly, whatever it shows', (size) => {
  const scenes: Scene[] = [
    scene(),
    scene(manyPs(1, 0)),
    scene(manyPs(64, 256)),
    scene(manyPs(512, 3)),
    scene(manyGs(1000)),
    scene(snapshot({ allp: [], allm: [], allg: [] })),
    { ...scene(), now: undefined },
    { ...scene(), now: undefined, hello: undefined },
    scene(snapshot(), { output: [{ text: 'x'.repeat(500), stream: 'stderr' }] }),
    scene(snapshot(), { title: 'a '.repeat(200) }),
    scene(snapshot(), { paused: { at: 3, of: 600, passed: 1234 }, ended: true }),
    scene(snapshot(), { glyphs: glyphsFor(false) }),
  ]
  const views: Partial<View>[] = [
    {},
    { focus: 'ms' },
    { focus: 'ps', scroll: { ps: 9999, ms: 9999, gs: 9999, output: 9999 } },
    { compact: true, system: true, output: true, shift: 50 },
    { help: true },
  ]
  for (const one of scenes) {
    for (const view of views) {
      const { lines } = layout(one, { ...initialView(), ...view }, size)
      expect(lines).toHaveLength(size.rows)
      for (const line of lines) expect(lineWidth(line)).toBe(size.columns)
    }
  }
})

test('80x24 has room for everything', () => {
  const size = { columns: 80, rows: 24 }
  const output = [{ text: 'day 0 is over', stream: 'stdout' as const }]
  const shown = text(scene(snapshot(), { output }), size)
  expect(shown).toMatchInlineSnapshot(`
    " gorv  ./x                            go1.26.8 linux/amd64  GOMAXPROCS 2   live 
     t 2.016s  seq 126  ?/s  skipped 0  torn 0                               GC off 
     Goroutines 10 + 1 system   R 1 running  Q 7 runnable  W 2 waiting  S 0 syscall 
     Global queue 3  67 21 54                                                       
     Idle Ps 1  P1   Ms idle 1  spinning 0                                          
     Ps  S M    running               next   local queue  head first      tmr    /s 
     P0  R M0   G23 main.worker       G12    3/256   ▏    43 24 28          1     ? 
     P1  I –    –                     –      0/256                          0     ? 
     Ms 4             count  threads with their P and G                             
     R running            1  M0 P0 G23                                              
     S system call        0  –                                                      
     L spinning           0  –                                                      
     I idle               1  M2                                                     
     O without a P        2  M1 sysmon   M3 gorv's sampler                          
                                                                                    
    ▸Gs count          S state                 began with (+1 system)      1-3 of 4 
            1 ▊        R running               main.worker                      G23 
            7 █████▌   Q runnable              main.worker                      G67 
            1 ▊        W chan receive          main.worker                      G30 
     Program's output   | stdout  ! stderr                                          
     | day 0 is over                                                                
                                                                                    
                                                                                    
     q end program  p pause  ? help  tab pane  s system  o output                   "
  `)
})

test('40x10 is too small, and says so', () => {
  const lines = textLines(scene(), { columns: 40, rows: 10 })
  expect(lines).toHaveLength(10)
  expect(lines.join('\n')).toContain('This terminal is 40x10.')
  expect(lines.join('\n')).toContain('q ends the program.')
})

test.each([1, 2, 3, 10, 59])('%i columns and rows are no reason to throw', (side) => {
  const lines = layout(scene(), initialView(), { columns: side, rows: side }).lines
  expect(lines).toHaveLength(side)
  for (const line of lines) expect(lineWidth(line)).toBe(side)
})

test('one P with all there is to see', () => {
  const shown = text(
    scene(
      snapshot({
        allp: [
          p(0, { status: 'Prunning', m: 0, runnext: 7, runq: [8, 9], timers: 3, schedtick: 61 }),
        ],
      }),
    ),
  )
  expect(shown).toMatch(/P0 +R M0 +G23 main\.worker +G7 +2\/256 .* 8 9 +3 +61/)
})

test('what this Go does not tell is a question mark, what is not there a dash', () => {
  const shown = text(scene(snapshot({ allp: [p(0, { timers: null })] })))
  expect(shown).toMatch(/P0 +I – +– +– +0\/256 +\? +0 +\?/)
})

test('the rate is that of the last second', () => {
  const before = digestOf(snapshot({ t: 1_016_584_203, seq: 76 }), 0, true)
  const later = snapshot({ allp: [p(0, { schedtick: 1400 })] })
  const shown = text(scene(later, { before: { ...before, allp: [p(0, { schedtick: 900 })] } }))
  expect(shown).toMatch(/P0 .* 1400 +500 *$/m)
  expect(shown).toContain('seq 126  50/s')
})

test('64 Ps: as cells where rows do not fit, all of them by scrolling', () => {
  const many = scene(manyPs(64, 5))
  const size = { columns: 80, rows: 24 }
  const seen = new Set<string>()
  for (let from = 0; from < 64; from++) {
    const view = { scroll: { ps: from, ms: 0, gs: 0, output: 0 } }
    for (const [id] of text(many, size, view).matchAll(/P\d+(?= +R G\d+ +▁5)/g)) seen.add(id)
  }
  expect(seen.size).toBe(64)
  expect(layout(many, initialView(), size).limits.compact).toBe(true)
  expect(layout(many, initialView(), { columns: 120, rows: 100 }).limits.compact).toBe(false)
})

test('Ps with rows scroll as well', () => {
  const view = { compact: false as const, scroll: { ps: 60, ms: 0, gs: 0, output: 0 } }
  const shown = text(scene(manyPs(64, 5)), { columns: 80, rows: 24 }, view)
  expect(shown).toMatch(/ of 64/)
  expect(shown).toMatch(/^ P63 +R M63/m)
})

test('the global queue in order, and what of it is not listed', () => {
  const { sched } = snapshot()
  const shown = text(scene(snapshot({ sched: { ...sched, runq: [9, 31, 5], runqsize: 1003 } })))
  expect(shown).toContain('Global queue 1003  9 31 5  +1000 not listed')
})

test('a queue can be followed to its end', () => {
  const runq = Array.from({ length: 256 }, (_, i) => 1000 + i)
  const full = scene(snapshot({ allp: [p(0, { status: 'Prunning', m: 0, runq })] }))
  expect(text(full)).toMatch(/256\/256 .* 1000 1001 .*…/)
  expect(text(full, undefined, { shift: 250 })).toMatch(/… 1250 1251/)
  expect(text(full, undefined, { shift: 10_000 })).toMatch(/… 1255 /)
})

test('Ms by what they do', () => {
  const shown = text(
    scene(
      snapshot({
        allm: [
          m(0, { p: 0, curg: 23, lockedg: 23 }),
          m(1, { startfn: 'runtime.sysmon' }),
          m(2, { blocked: true, lockedg: 30 }),
          m(3, { sampler: true, startfn: 'runtime.gorvSample' }),
          m(4, { curg: 40, incgo: true }),
          m(5, { spinning: true, p: 1 }),
          m(6),
        ],
        allg: [g(23, { status: 'Grunning', m: 0 }), g(40, { status: 'Gsyscall', m: 4 })],
      }),
    ),
  )
  expect(shown).toMatch(/R running +1 +M0 P0 G23 locked/)
  expect(shown).toMatch(/S system call +1 +M4 G40 cgo/)
  expect(shown).toMatch(/L spinning +1 +M5 P1/)
  expect(shown).toMatch(/I idle +1 +M2 locked to G30/)
  expect(shown).toMatch(/\? in between +1 +M6/)
  expect(shown).toMatch(/O without a P +2 +M1 sysmon +M3 gorv's sampler/)
})

test('system goroutines come when asked for', () => {
  expect(text(scene())).not.toContain('runtime.bgsweep')
  expect(text(scene())).toContain('(+1 system)')
  expect(text(scene(), undefined, { system: true })).toContain('runtime.bgsweep')
})

test('the collector and a stopped world cannot be missed', () => {
  const { sched } = snapshot()
  const shown = text(
    scene(snapshot({ sched: { ...sched, gcwaiting: true, gcphase: 'marktermination' } })),
  )
  expect(shown).toContain('STOP THE WORLD')
  expect(shown).toContain('GC mark termination')
  expect(text(scene(snapshot({ torn: true })))).toContain('torn 1 TORN')
})

test('paused: how far back, and how many have passed', () => {
  const paused = { at: 88, of: 100, passed: 345 }
  expect(text(scene(snapshot(), { paused }))).toContain('PAUSED 12 back, 345 passed')
  expect(text(scene(snapshot(), { paused, ended: true }))).toContain('PAUSED 12 back, ended')
})

test('names that would steer the terminal do not', () => {
  const startfn = 'main.\u001b[2Jevil\u0007\u009b31m\u202e'
  const shown = text(
    scene(snapshot({ allg: [g(23, { status: 'Grunning', m: 0, startfn }), g(30, { startfn })] })),
  )
  expect(shown).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u)
  expect(shown).toContain('main.^[[2Jevil^G')
})

test('wide names are cut by columns', () => {
  const startfn = `main.${'世界'.repeat(40)}`
  for (const size of sizes) {
    for (const line of textLines(scene(snapshot({ allg: [g(30, { startfn })] })), size)) {
      expect(line).not.toContain('\ufffd')
    }
  }
})

test('without UTF-8 nothing but ASCII is written', () => {
  const plain = scene(snapshot({ allg: [g(30, { startfn: 'main.世界' })] }))
  plain.now = digestOf(snapshot({ allg: [g(30, { startfn: 'main.世界' })] }), 0, false)
  const shown = text({ ...plain, glyphs: glyphsFor(false) })
  expect(shown).not.toMatch(/\P{ASCII}/u)
  expect(shown).toContain('main.??')
})

test('100,000 goroutines are counted, not listed', () => {
  const now = digestOf(manyGs(100_000), 0, true)
  expect(text({ ...scene(), now }, { columns: 120, rows: 40 })).toContain('100000')
})

test('the help is whole on 80x24, and its last line is there on 60x20', () => {
  expect(text(scene(), { columns: 80, rows: 24 }, { help: true })).not.toContain('…')
  expect(text(scene(), { columns: 60, rows: 20 }, { help: true })).toContain('any key closes this')
})
