export { findToolchain, hasModule, type FindOptions, type Toolchain } from './find.ts'
export { parseGoVersion, type GoVersion } from './go-version.ts'
export { runTool, type ToolResult } from './run-tool.ts'
export { listInstalled } from './installed.ts'
