export { languageOf } from './identify.ts'
