import { render } from 'preact'
import { App } from './app.tsx'
import { takeEmbedded } from './embedded.ts'
import './style.css'

// The recording comes behind this script: wait until the page is whole, or cut.
document.addEventListener('DOMContentLoaded', () => {
  const root = document.getElementById('app')
  if (!root) return
  root.replaceChildren()
  render(<App embedded={takeEmbedded(document)} />, root)
})
