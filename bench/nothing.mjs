// The least that a renderer can do, so that what gorv run costs is gorv's own.
export default {
  apiVersion: 1,
  name: 'nothing',
  snapshots: 1,
  open: () => ({ end: () => ({ files: [] }), close() {} }),
}
