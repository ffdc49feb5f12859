export { errorFieldsOf } from './error-fields.ts'
export {
  createLog,
  type Destination,
  type Log,
  type LogOptions,
  type OfDelivery,
  type OfHold,
  type OfMail,
  type OfPeer,
  type OfVerdict,
} from './log.ts'
export { withSpan } from './span.ts'
