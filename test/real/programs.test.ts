import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, run, tempDir } from '../support/gorv.ts'
import { root } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'
import type { G, Snapshot } from '@gorv/core'

interface Expected {
  name: string
  /** [what it runs, who made it, what it waits for (or null: seen at work)] */
  goroutines: [string, string, string | null][]
  /** So many goroutines of the first kind are alive at one moment. */
  many: number
}

const raft = 'github.com/hashicorp/raft.'
const memberlist = 'github.com/hashicorp/memberlist.'
const zstd = 'github.com/klauspost/compress/zstd.'
const s2 = 'github.com/klauspost/compress/s2.'

const programs: Expected[] = [
  {
    name: 'chi',
    many: 4,
    goroutines: [
      ['net/http.(*conn).serve', 'net/http.(*Server).Serve', 'sleep'],
      [
        'net/http.(*connReader).backgroundRead',
        'net/http.(*connReader).startBackgroundRead',
        'IO wait',
      ],
      ['net/http.(*persistConn).readLoop', 'net/http.(*Transport).dialConn', 'IO wait'],
      ['net/http.(*persistConn).writeLoop', 'net/http.(*Transport).dialConn', 'select'],
      ['net/http.(*Server).Serve', 'main.main', 'IO wait'],
      ['main.main.func2', 'main.main', 'select'],
    ],
  },
  {
    name: 'raft',
    many: 9, // run, runFSM and runSnapshots of each of three
    goroutines: [
      [`${raft}(*raftState).goFunc.func1`, `${raft}(*raftState).goFunc`, 'select'],
      [`${raft}emitLogStoreMetrics`, `${raft}(*Raft).runLeader`, 'select'],
      [`${raft}(*inmemPipeline).decodeResponses`, `${raft}newInmemPipeline`, 'select'],
    ],
  },
  {
    name: 'memberlist',
    many: 3,
    goroutines: [
      [`${memberlist}(*Memberlist).streamListen`, `${memberlist}newMemberlist`, 'select'],
      [`${memberlist}(*Memberlist).packetListen`, `${memberlist}newMemberlist`, 'select'],
      [`${memberlist}(*Memberlist).packetHandler`, `${memberlist}newMemberlist`, 'select'],
      [
        `${memberlist}(*Memberlist).pushPullTrigger`,
        `${memberlist}(*Memberlist).schedule`,
        'select',
      ],
      [`${memberlist}(*Memberlist).triggerFunc`, `${memberlist}(*Memberlist).schedule`, 'select'],
      [`${memberlist}(*NetTransport).tcpListen`, `${memberlist}NewNetTransport`, 'IO wait'],
      [`${memberlist}(*NetTransport).udpListen`, `${memberlist}NewNetTransport`, 'IO wait'],
    ],
  },
  {
    name: 'zstd',
    many: 1,
    goroutines: [
      [`${zstd}(*Encoder).nextBlock.func1`, `${zstd}(*Encoder).nextBlock`, null],
      [`${zstd}(*Decoder).startStreamDecoder.func2`, `${zstd}(*Decoder).startStreamDecoder`, null],
      [`${s2}(*Writer).write.func1`, `${s2}(*Writer).write`, null],
    ],
  },
]

const named = (snapshot: Snapshot, startfn: string): G[] =>
  snapshot.allg.filter((g) => g.startfn === startfn)

test.each(programs)(
  '$name does what it always does, and its goroutines are seen',
  async (expected) => {
    const cwd = join(root, 'test/real/programs', expected.name)
    // What go says of downloads would be in one of the two alone.
    await run('go', ['mod', 'download'], { cwd })
    const plain = await run('go', ['run', '.'], { cwd })
    expect(plain.code, plain.stderr).toBe(0)

    const out = join(tempDir('real'), 'out.ndjson')
    const args = ['run', '--quiet', '--sample', '2ms', '-r', 'json', '-o', out, '.']
    const result = await gorv(args, { cwd })
    expect(result).toMatchObject({ code: 0, stdout: plain.stdout, stderr: plain.stderr })

    const { snapshots, end } = parseStream(readFileSync(out, 'utf8'))
    expect(end).toMatchObject({ exitcode: 0, signal: null, truncated: false, notes: [] })
    expect(snapshots.length).toBeGreaterThan(20)
    const [first] = expected.goroutines[0] ?? ['']
    expect(Math.max(...snapshots.map((s) => named(s, first).length))).toBeGreaterThanOrEqual(
      expected.many,
    )
    for (const [startfn, createdby, waitreason] of expected.goroutines) {
      const seen = snapshots.flatMap((snapshot) => named(snapshot, startfn))
      expect(seen.length, startfn).toBeGreaterThan(0)
      expect(new Set(seen.map((g) => g.createdby))).toEqual(new Set([createdby]))
      expect(seen.every((g) => /\.go:\d+$/.test(g.createdat ?? ''))).toBe(true)
      expect(seen.some((g) => g.system)).toBe(false)
      const states = seen.map((g) => g.waitreason ?? g.status)
      if (waitreason !== null) expect(states, startfn).toContain(waitreason)
      else expect(states.join(), startfn).toMatch(/Grunning|Grunnable/)
    }
  },
)
