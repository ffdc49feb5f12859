export type { Check, CustomerText, Example, Objection, PolicySetting, Reading, Turn } from './check.ts'
export { type ExampleText, exampleText, type Tuning, tuningOf } from './described.ts'
export { type Desk, deskOf } from './desk.ts'
export { type Case, ENGINE_VERSION, judge, type Ruling, verdictOn } from './engine.ts'
export { CHECK_IDS, type CheckId, IDS_BY_GROUP } from './ids.ts'
export {
  ConversationSource,
  FactsKnown,
  Finding,
  failedChecksOf,
  GROUPS,
  Group,
  Judgement,
  LedgerRow,
  Part,
  VERDICTS,
  Verdict,
} from './judgement.ts'
export { CHECKS } from './list.ts'
export { Memory, NO_MEMORY } from './memory.ts'
export { isSharedDomain } from './ours.ts'
export { DEFAULT_POLICY, type Policy, PolicyError, type PolicyMistake, policyOf } from './policy.ts'
export { type PolicyFile, policySchema } from './policy-schema.ts'
export { PointRead, PromiseRead, readTurn, ThemeSentence, TurnReading } from './read-turn.ts'
export { quotedCustomerOf } from './reading.ts'
export { ResponseTargetRead } from './response-target.ts'
export type { ModelSource, Senses } from './senses.ts'
export { type CheckSettings, type Parties, type Settings, settingsFor } from './settings.ts'
