// Bundles the HTML report's viewer: one script and one style sheet, in the
// renderer's dist, ready to be put into a page.
import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const renderer = fileURLToPath(new URL('../packages/renderer-html', import.meta.url))

const result = await build({
  entryPoints: { viewer: join(renderer, 'src/viewer/main.tsx') },
  outdir: join(renderer, 'dist'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  tsconfig: join(renderer, 'src/viewer/tsconfig.json'),
  metafile: true,
})
if (Object.keys(result.metafile.outputs).length !== 2)
  throw new Error('a script and a style sheet were expected')
