export {
  ClosedConversation,
  ClosedPoint,
  ConversationPage,
  ConversationSummary,
  ConversationView,
  PromisePage,
  PromiseView,
  ResponseTimes,
} from './api/conversation-schemas.ts'
export { conversationsCsv, promisesCsv, responseTimesCsv } from './api/conversation-views.ts'
export { CustomerErasure, ErasurePlan } from './api/customers.ts'
export { FactHistory, FactPage, FactView, factsCsv } from './api/fact-schemas.ts'
export { reviewOpenApi } from './api/open-api.ts'
export {
  DecisionView,
  HoldPage,
  HoldSummary,
  HoldView,
  Journaled,
  JournalState,
  MailView,
  MessageView,
  Problem,
} from './api/schemas.ts'
export { NamedTheme, ThemePage, ThemeView, themesCsv } from './api/theme-schemas.ts'
export { type ReviewOptions, reviewApp } from './app.ts'
export { type CsvValue, csvOf } from './csv.ts'
export { type CustomerWords, customerWordsOf, isReply } from './customer-words.ts'
export { outcomeWords } from './page/outcome.ts'
export { type RunningReview, serveReview } from './serve.ts'
