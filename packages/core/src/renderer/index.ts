export {
  defineRenderer,
  type ProgramOutput,
  type Renderer,
  type RendererContext,
  type RendererStream,
  type RendererTerminal,
  type RenderResult,
  type RenderSession,
} from './contract.ts'
export type { StandardIssue, StandardResult, StandardSchemaV1 } from './standard-schema.ts'
export { play, type Played, type PlayHooks } from './play.ts'
export { rendererStream } from './stream-writer.ts'
