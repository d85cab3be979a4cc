export { expose, type Exposed } from './expose.ts'
