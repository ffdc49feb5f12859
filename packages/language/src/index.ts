export { ACTION, INSTRUCTION } from './actions.ts'
export { type Outcome, outcomesOf } from './answers.ts'
export { type Ask, asksOf, type Wanted, wantedBy } from './asks.ts'
export { complaintsOf } from './complaints.ts'
export { type Clock, type Due, dueIn } from './due.ts'
export { hasAmount, hasDuration, hasQuantity, hasTime } from './evidence.ts'
export { feedbackOf } from './feedback.ts'
export { agree, type Figure, figuresOf } from './figures.ts'
export type { Slip } from './grammar/slip.ts'
export { grammarSlipsOf } from './grammar/slips.ts'
export { languageOf } from './identify.ts'
export { isStillOpen, tellsItHappened, tellsItIsDone } from './kept.ts'
export { HEAD_IDS, type HeadId } from './model/head-ids.ts'
export { HEADS, type Head, type ScoreId, type Scores } from './model/heads.ts'
export {
  type NoSentenceModel,
  openSentenceModel,
  type SentenceModel,
  type SentenceModelOptions,
  type SentenceSense,
} from './model/sentence-model.ts'
export { type Mood, moodOf } from './mood.ts'
export { type Address, foldedName, greetingOf, mayBeOneName, nameParts, selfNamesOf, vocativesOf } from './names.ts'
export { takesBack } from './never-mind.ts'
export { isFirstName } from './nicknames.ts'
export { type PromiseMade, promisedWord, promisesOf } from './promises.ts'
export {
  asksCustomer,
  declines,
  defers,
  isAskBack,
  isGreeting,
  isNameLine,
  pointsElsewhere,
  type ReplySentence,
  replySentencesOf,
} from './reply-sentences.ts'
export { type Request, requestOutcomesOf, requestsOf } from './requests.ts'
export { type Sentence, sentencesOf } from './sentences.ts'
export { type Misspelling, misspellingsOf } from './spelling/misspellings.ts'
export { isThanksOnly } from './thanks.ts'
export { TIME_TOPICS, topicsOf, wordsOf } from './words.ts'
