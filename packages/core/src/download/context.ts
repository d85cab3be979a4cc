/** What a download may do and whom it tells. */
export interface DownloadContext {
  /** The user's environment. */
  env: NodeJS.ProcessEnv
  /** --offline, GORV_OFFLINE=1 */
  offline: boolean
  /** Progress and words for a person, a line each. */
  note?: ((message: string) => void) | undefined
}
