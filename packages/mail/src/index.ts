export { matchesAddress } from './address-pattern.ts'
export { type AgentNotice, type AgentNoticeMail, agentNotice, type NoticedFinding } from './agent-notice.ts'
export { automaticOf } from './automatic.ts'
export { type ClaimedSender, claimedSendersOf, type SenderFault } from './claimed-senders.ts'
export { comparedParts, type PartsCompared } from './compare-parts.ts'
export { composeDsn, type Dsn, type DsnRecipient } from './compose-dsn.ts'
export { composeNotice, type NoticeMail } from './compose-notice.ts'
export type { Envelope, Recipient } from './envelope.ts'
export {
  fieldsOf,
  type HeaderField,
  headerBlockOf,
  headerFieldsOf,
  receivedCountOf,
} from './header-block.ts'
export { type Journaled, type JournaledMail, journaledMailsOf } from './journaled-mails.ts'
export type { Attachment, Automatic, Body, Link, Mail, Mailbox, Segment, SegmentKind, Span } from './mail.ts'
export { decodedOf, mailboxesOf } from './mailboxes.ts'
export { type Blanks, blanksOf, type Quoting } from './notice-blanks.ts'
export { noticeLineOf } from './notice-line.ts'
export { type Notice, type NoticeFinding, type NoticeText, noticeTextOf } from './notice-text.ts'
export { bestBodyOf, type OwnStretch, ownTextOf } from './own-text.ts'
export { parseMail } from './parse.ts'
export { LIMITS } from './parts.ts'
export { type QuotedMail, quotedAuthorOf, quotedMailsOf, quotedTextOf } from './quoted.ts'
export { segmentsOf } from './segments.ts'
export { isSignOff, isSignOffWithName } from './sign-off.ts'
export { type TurnDate, turnDateOf } from './turn-date.ts'
export { type TurnHeader, turnHeaderOf } from './turn-header.ts'
