export { expose, exposeBest, type Exposed } from './expose.ts'
export type { Attach } from './patch.ts'
export { reportFacts } from './report.ts'
export { isVerified, runtimeHash, standingOf, type Standing } from './verified.ts'
