import { defineRenderer } from '@gorv/core'
import { HtmlSession } from './session.ts'

/** One self-contained HTML file: the whole recording and a viewer for it, offline. */
export default defineRenderer({
  apiVersion: 1,
  name: 'html',
  extension: '.html',
  open: (context) => new HtmlSession(context),
})
