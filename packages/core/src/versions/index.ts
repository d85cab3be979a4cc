export { compareVersions } from './order.ts'
export { surveyVersions, type Survey, type VersionEntry } from './survey.ts'
