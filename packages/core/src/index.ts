export * from './wire/index.ts'
export * from './model/index.ts'
export * from './renderer/index.ts'
