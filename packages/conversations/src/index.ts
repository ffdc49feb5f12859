export { type Answer, type Conversation, type Followed, follow, isUnsettled, type Wait } from './follow.ts'
export { type Summary, summaryOf } from './summary.ts'
export { type ThreadKeys, threadKeysOf } from './thread-keys.ts'
export type { Point, PointState, PromiseRow, SaidTurn } from './turn.ts'
