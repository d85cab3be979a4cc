/** What of the view is kept in the address, so that it can be shared and survives a reload. */
export interface View {
  seq: number | undefined
  /** Of an exact recording: after so many records. */
  at?: number | undefined
  g: number | undefined
}

const numberOf = (text: string | null): number | undefined =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined

/** `#seq=17&g=5`, `#at=12345`; what makes no sense is left out. */
export function readHash(hash: string): View {
  const params = new URLSearchParams(hash.replace(/^#/, ''))
  const at = numberOf(params.get('at'))
  const view = { seq: numberOf(params.get('seq')), g: numberOf(params.get('g')) }
  return at === undefined ? view : { ...view, at }
}

export function writeHash(view: View): string {
  const params = new URLSearchParams()
  if (view.seq !== undefined) params.set('seq', String(view.seq))
  if (view.at !== undefined) params.set('at', String(view.at))
  if (view.g !== undefined) params.set('g', String(view.g))
  const text = params.toString()
  return text === '' ? '' : `#${text}`
}
