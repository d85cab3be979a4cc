export { surveyVersions, type Survey, type VersionEntry } from './survey.ts'
