export { reviewOpenApi } from './api/open-api.ts'
export { DecisionView, HoldPage, HoldSummary, HoldView, MailView, MessageView, Problem } from './api/schemas.ts'
export { type ReviewOptions, reviewApp } from './app.ts'
export { type RunningReview, serveReview } from './serve.ts'
