export { checkFlags, takeOverlayFlag } from './go-flags.ts'
export { writeInit, type InitResult } from './init.ts'
export { prepareOverlay, type Overlay } from './prepare.ts'
