import { createTransport } from 'nodemailer'
import type { Sample } from './samples.ts'

/** What the SMTP port answered to a sample. */
export type Answer = {
  readonly sample: Sample
  /** The reply in full: `250 2.6.0 queued as …`, `550 5.7.1 …`. */
  readonly reply: string
  /** Id of the message; `null` when the reply names none. */
  readonly id: string | null
}

/** Sends samples through the port as a mail tool would: STARTTLS, login, one after the other on one connection. */
export async function sendSamples(
  port: number,
  login: { readonly user: string; readonly pass: string },
  samples: readonly Sample[],
  onAnswer: (answer: Answer) => void,
): Promise<Answer[]> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: 1,
    auth: login,
    requireTLS: true,
    // The certificate is the self-signed one of this very machine.
    tls: { rejectUnauthorized: false },
  })
  const answers: Answer[] = []
  try {
    for (const sample of samples) {
      const reply = await transport
        .sendMail({ envelope: { from: sample.from, to: sample.to }, raw: sample.raw })
        .then(({ response }) => response, replyOfError)
      const answer = { sample, reply, id: /\b([0-9a-hjkmnp-tv-z]{26})\b/.exec(reply)?.[1] ?? null }
      answers.push(answer)
      onAnswer(answer)
    }
  } finally {
    transport.close()
  }
  return answers
}

/** nodemailer tells a refusal as an error that carries the reply. */
function replyOfError(error: unknown): string {
  if (error instanceof Error && 'response' in error && typeof error.response === 'string') return error.response
  throw error
}
