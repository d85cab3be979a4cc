/** State at any instant, from frames. Runs in a browser; imports wire alone. */
export { State, type StateChange } from './state.ts'
