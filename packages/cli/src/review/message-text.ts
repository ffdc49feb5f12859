import type { Judgement } from '@proofgate/checks'
import type { Mail } from '@proofgate/mail'
import { customerWordsOf, isReply, type MessageView, outcomeWords } from '@proofgate/review'
import { reportOf } from '../check/report.ts'
import type { Paint } from '../cli.ts'
import { bodyText, customerText, type Fact, factsText, mailFacts, senderFact } from './mail-text.ts'

/** Recipients that are listed. */
const RECIPIENTS_MAX = 50

/** A message that nobody has to decide. */
export type ReadMessage = {
  readonly message: MessageView
  readonly mail: Mail
  /** `null` when it was not judged. */
  readonly judgement: Judgement | null
}

/** Such a message for people: what became of it, what stands in it, and what was found. */
export function messageText({ message, mail, judgement }: ReadMessage, paint: Paint, width: number): string {
  const reply = isReply(message, judgement)
  const parts = [
    factsText(factsOf(message, mail), paint),
    reply ? customerText(customerWordsOf(mail), mail, paint) : '',
    bodyText(reply ? 'The reply' : 'The message', mail, paint),
    judgement === null
      ? paint('yellow', `${unjudgedWords(message)}\n`)
      : reportOf(message.id, mail, judgement, paint, width),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function factsOf(message: MessageView, mail: Mail): Fact[] {
  const { recipients } = message
  const more = recipients.length - RECIPIENTS_MAX
  return [
    ['id', message.id],
    ['state', `${message.state}. ${outcomeWords(message)}`],
    ...(message.aboutId === null ? [] : [['about', message.aboutId] as const]),
    senderFact(message),
    ...recipients
      .slice(0, RECIPIENTS_MAX)
      .map(
        ({ address, state, lastReply }): Fact => [
          'to',
          `${address} (${STATES[state]})${lastReply === null ? '' : `: ${lastReply}`}`,
        ],
      ),
    ...(more > 0 ? [['to', `and ${more} more`] as const] : []),
    ...mailFacts(mail),
    ['sha-256', `${message.sha256}, ${message.sizeBytes} bytes, unchanged`],
  ]
}

const STATES: Readonly<Record<MessageView['recipients'][number]['state'], string>> = {
  waiting: 'waits',
  sent: 'sent',
  failed: 'not delivered',
  cancelled: 'not sent',
}

function unjudgedWords({ origin, state }: MessageView): string {
  if (origin !== 'submission') return 'Proofgate wrote it; its own mail is not judged.'
  return state === 'unjudged' ? 'It has not been judged yet.' : 'It could not be judged, and was let pass.'
}
