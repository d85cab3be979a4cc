import { defineRenderer } from '@gorv/core'
import { AsciiSession } from './session.ts'

/** The scheduler on the terminal, while the program runs. */
export default defineRenderer({
  apiVersion: 1,
  name: 'ascii',
  needs: 'tty',
  snapshots: 30,
  open: (context) => new AsciiSession(context),
})
