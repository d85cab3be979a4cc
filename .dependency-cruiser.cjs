// The arrows of docs/architecture.md: what may import what.
const core = (rooms) => `^packages/core/src/(${rooms})/`

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'wire-imports-nothing',
      severity: 'error',
      from: { path: core('wire'), pathNot: '\\.test\\.ts$' },
      to: { pathNot: core('wire') },
    },
    {
      name: 'model-imports-wire-alone',
      severity: 'error',
      from: { path: core('model'), pathNot: '\\.test\\.ts$' },
      to: { pathNot: core('model|wire') },
    },
    {
      name: 'exact-imports-model-and-wire-alone',
      severity: 'error',
      from: { path: core('exact'), pathNot: '\\.test\\.ts$' },
      to: { pathNot: core('exact|model|wire') },
    },
    {
      name: 'capture-knows-no-renderer',
      severity: 'error',
      from: { path: core('download|toolchain|exposure|overlay|target|recording') },
      to: { path: core('renderer') },
    },
    {
      name: 'finding-go-knows-no-run',
      severity: 'error',
      from: { path: core('download|toolchain|exposure|overlay') },
      to: { path: core('target|recording|model|exact') },
    },
    {
      name: 'downloading-knows-no-go',
      severity: 'error',
      from: { path: core('download') },
      to: { path: core('toolchain|exposure|overlay') },
    },
    {
      name: 'clients-and-archives-in-download',
      comment: 'a start that downloads nothing loads none of them',
      severity: 'error',
      from: { pathNot: core('download') },
      to: { path: 'node_modules/(undici|tar|yauzl)/' },
    },
    {
      name: 'core-knows-nobody',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: '^packages/(cli|renderer-)' },
    },
    {
      name: 'renderers-know-core-alone',
      severity: 'error',
      from: { path: '^packages/(renderer-[^/]+)/' },
      to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/core/'] },
    },
    {
      name: 'core-by-its-entry-points',
      severity: 'error',
      from: { path: '^packages/(cli|renderer-[^/]+)/' },
      to: {
        path: '^packages/core/(src|dist)/',
        pathNot: 'dist/(index|wire/index|model/index|exact/index)\\.(js|d\\.ts)$',
      },
    },
    {
      name: 'renderers-on-demand',
      comment: 'cli reaches renderers by dynamic import alone',
      severity: 'error',
      from: { path: '^packages/cli/' },
      to: { path: '^packages/renderer-', dynamic: false },
    },
    {
      name: 'blessed-in-one-file',
      severity: 'error',
      from: { pathNot: '^packages/renderer-ascii/src/screen\\.ts$' },
      to: { path: 'node_modules/blessed' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^packages/[^/]+/dist/'] },
    exclude: { path: '\\.test\\.ts$|^packages/[^/]+/dist/.*\\.map$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
    },
  },
}
