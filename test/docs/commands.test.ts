import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { goModule } from '../support/go.ts'
import { run, tempDir, testEnv } from '../support/gorv.ts'
import { gorvBin, root } from '../support/paths.ts'

/** A fenced block: ```sh is run in a module, ```sh repo in the repository, file=… is written there. */
interface Block {
  language: string
  word: string
  text: string
}

const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'))

function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1] ?? '',
    word: match[2] ?? '',
    text: match[3] ?? '',
  }))
}

/** Any program: works for a moment, takes any argument. */
const program = `package main

import (
	"fmt"
	"time"
)

func worker(c chan int) {
	for range c {
	}
}

func main() {
	c := make(chan int)
	for i := 0; i < 4; i++ {
		go worker(c)
	}
	for end := time.Now().Add(300 * time.Millisecond); time.Now().Before(end); {
		c <- 1
	}
	fmt.Println("done")
}
`

let env: NodeJS.ProcessEnv

beforeAll(() => {
  const bin = tempDir('bin')
  const shim = join(bin, 'gorv')
  writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${gorvBin}' "$@"\n`)
  chmodSync(shim, 0o755)
  env = testEnv({ PATH: `${bin}${delimiter}${process.env['PATH']}` })
})

describe.each(documents)('%s', (document) => {
  const blocks = blocksOf(document)
  const shells = blocks.filter((block) => block.language === 'sh')

  it('has nothing but commands that are run here', () => {
    const odd = blocks.filter((block) => ['bash', 'shell', 'console'].includes(block.language))
    expect(odd).toEqual([])
  })

  if (shells.length === 0) return
  it('says commands that work', async () => {
    const dir = goModule('documented', program)
    for (const block of blocks) {
      const file = /^file=(.+)$/.exec(block.word)?.[1]
      if (file !== undefined) {
        mkdirSync(dirname(join(dir, file)), { recursive: true })
        writeFileSync(join(dir, file), block.text)
      }
    }
    // One shell for all blocks of a document: a later one may build on an earlier.
    for (const script of ['repo', '']) {
      const text = shells.filter((block) => block.word === script).map((block) => block.text)
      // npm test is what runs this.
      const commands = text.join('').replace(/^npm test$/gm, '')
      if (commands.trim() === '') continue
      const cwd = script === 'repo' ? root : dir
      const result = await run('sh', ['-eux', '-c', commands], { cwd, env })
      expect(`exit code ${result.code}\n${result.code === 0 ? '' : result.stderr}`).toBe(
        'exit code 0\n',
      )
    }
  })
})

describe('what the documents point to', () => {
  it.each(documents)('%s', (document) => {
    const text = readFileSync(join(root, document), 'utf8')
    const targets = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1] ?? '')
    const missing = targets.filter((target) => !existsSync(join(root, dirname(document), target)))
    expect(missing).toEqual([])
  })
})
