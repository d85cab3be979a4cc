// Everything that is not a test but must hold: [name, command, arguments].
const bin = (name) => `node_modules/.bin/${name}`

export const checks = [
  ['wire is generated', process.execPath, ['scripts/gen/main.mjs', '--check']],
  ['versions.md is generated', process.execPath, ['scripts/matrix.mjs', '--check']],
  ['lint', bin('oxlint'), ['--deny-warnings']],
  ['format', bin('oxfmt'), ['--check']],
  ['arrows', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'packages']],
  ['dead exports', bin('knip'), []],
  ['types of tests', bin('tsc'), ['-p', 'test/tsconfig.json']],
  ['types of the viewer', bin('tsc'), ['-p', 'packages/renderer-html/src/viewer/tsconfig.json']],
  [
    'gofmt',
    'sh',
    [
      '-c',
      'test -z "$(gofmt -l go-templates examples test/programs test/exact | tee /dev/stderr)"',
    ],
  ],
  ['go vet of the templates', 'go', ['vet', './...'], 'go-templates'],
  ['go vet of the busy programs', 'go', ['vet', './...'], 'test/exact/programs'],
]
