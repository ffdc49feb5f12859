export {
  type Accepted,
  type Acceptor,
  type AcceptRequest,
  acceptor,
  type NextStep,
} from './accept.ts'
export {
  type ConversationAnswers,
  type Percentiles,
  type ResponseTimes,
  type ResponseTimesBy,
  type ResponseTimesFilter,
  replaceAnswers,
  responseTimes,
} from './answers.ts'
export { ChangedBytesError, octetsOf } from './bodies.ts'
export { type CloseOutcome, closeConversation, closePoint } from './closing.ts'
export {
  type ConversationFilter,
  type ConversationPage,
  type ConversationSummary,
  findConversationIds,
  listConversations,
} from './conversation-lists.ts'
export { type ReadPoint, type ReadTurn, readConversation, type WholeConversation } from './conversation-reading.ts'
export {
  markChanged,
  mergeConversations,
  placeTurn,
  splitConversation,
  type ThreadOutcome,
  type TurnToPlace,
} from './conversations.ts'
export { codeOf, type DatabaseAddress, isConnectionTrouble, openDatabase, unsafeSettings } from './database.ts'
export {
  type Attempt,
  type Claim,
  type ClaimedDelivery,
  claimDeliveries,
  endAllLeases,
  extendLeases,
  type RecipientResult,
  returnLeases,
  settleAttempts,
  type WaitingRecipient,
} from './deliveries.ts'
export { EmbeddedError, type EmbeddedServer, findEmbedded, startEmbedded } from './embedded.ts'
export { type Erasure, type ErasureCounts, type ErasurePlan, eraseCustomer, erasedAt, planErasure } from './erase.ts'
export { EVENT_KINDS, type EventKind } from './events.ts'
export {
  addFact,
  changeFact,
  FACTS_CHANNEL,
  type Fact,
  type FactFilter,
  type FactOutcome,
  type FactWords,
  factHistory,
  findFact,
  listFacts,
  retireFact,
  standingFacts,
} from './facts.ts'
export { gatherThemes, type ThemeGrouping, type ThemeWork } from './gathering.ts'
export { type GroupCommit, groupCommit } from './group-commit.ts'
export { waitingHolds } from './hold-counts.ts'
export { findHoldIds } from './hold-ids.ts'
export {
  type DecisionOutcome,
  decideHold,
  findHold,
  type Hold,
  type HoldDecision,
  type HoldFilter,
  type HoldPage,
  type HoldSummary,
  listHolds,
  type Stale,
} from './holds.ts'
export { newId } from './ids.ts'
export { addImported, beginImport, endImport, knownIdentities } from './imports.ts'
export { type JournalState, journalState } from './journal-state.ts'
export { listen } from './listen.ts'
export { findMessageIds } from './message-ids.ts'
export type { Lease, NewMessage } from './message-rows.ts'
export { findMessage, type MessageStatus, type TimelineEntry, timelineOf } from './messages.ts'
export { ensureDatabase, migrateDatabase } from './migrate.ts'
export type { OwnMessage } from './own-messages.ts'
export { type PageRequest, placeOf } from './pages.ts'
export {
  countReplies,
  octetsOfTurn,
  type PreviewFilter,
  type PreviewReply,
  type PromisesKept,
  type PromiseThen,
  promisesIn,
  promisesOpenAt,
  type ReplyPage,
  repliesAfter,
  saidBefore,
  type Unanswered,
  unansweredIn,
} from './preview.ts'
export {
  type ListedPromise,
  listPromises,
  type MarkOutcome,
  markPromise,
  type PromiseFilter,
  type PromiseMark,
  type PromisePage,
} from './promises.ts'
export { conversationFor, type Judged, type OpenPromise, type RecalledConversation } from './recall.ts'
export {
  type KnownConversation,
  rememberTurn,
  type TurnRead,
  type WorkedOut,
  workOutChanged,
} from './remembering.ts'
export { closeSession, findSession, openSession, type SessionHolder, type SessionLimits } from './sessions.ts'
export { addSketches, findTwin, type Likeness, type SentReply, type Twin, unsketched } from './sketches.ts'
export type { AnyRow, Rows, Sql } from './sql.ts'
export { claimStale, markStaleByTime, postponeStale, settleStale } from './stale.ts'
export type { MessageState } from './states.ts'
export { attachStore, openStore, type Store, type StoreLocation } from './store.ts'
export { duplicateKeyOf, forgetSubmissions } from './submission-keys.ts'
export type { SaidSentence } from './theme-sentences.ts'
export {
  type ListedTheme,
  listThemes,
  type NamedTheme,
  nameTheme,
  type ThemeExample,
  type ThemeFilter,
  type ThemePage,
} from './themes.ts'
export { addToken, findToken, listTokens, revokeToken, type Token } from './tokens.ts'
export {
  addCopies,
  claimUnread,
  countUnread,
  postponeUnread,
  settleRead,
  type TurnCopy,
  type TurnWords,
  type UnreadClaim,
  type UnreadTurn,
} from './turns.ts'
export {
  claimUnjudged,
  type LateStep,
  postponeUnjudged,
  settleUnjudged,
  type UnjudgedMessage,
} from './unjudged.ts'
export { addUser, authenticate, changeUser, listUsers, ROLES, type Role, type User } from './users.ts'
export { type Look, recordLook, recordView, type View } from './views.ts'
