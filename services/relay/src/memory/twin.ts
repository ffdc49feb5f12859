/** Whether nearly the same words went to other customers before. */
import { sketchOf } from '@proofgate/conversations'
import { bestBodyOf, ownTextOf, parseMail } from '@proofgate/mail'
import { findTwin, type Sql, type Twin } from '@proofgate/store'

/** What a writer wrote stands at the front; behind it come the files. */
const OCTETS_MAX = 256 * 1024
/** So far back a reply counts: a text that was used once a year ago is no stock. */
const DAYS = 90
const DAY_MS = 86_400_000
/** Below it two replies are no longer one text; checks ask for more. */
const SIMILARITY_MIN = 0.8

/**
 * The nearest reply that went to others in the last 90 days, or `null`: when none is as near as 0.8, or the reply is too
 * short to be called a form letter.
 * @param recipients of the envelope: what went to them is no stock reply
 */
export async function twinOf(sql: Sql, raw: Buffer, recipients: readonly string[], now: Date): Promise<Twin | null> {
  const body = bestBodyOf(await parseMail(raw.subarray(0, OCTETS_MAX)))
  const text =
    body === null
      ? ''
      : ownTextOf(body)
          .map((stretch) => stretch.text)
          .join('\n')
  const sketch = sketchOf(text)
  if (sketch === null) return null
  const customers = recipients.map((address) => address.toLowerCase())
  const since = new Date(now.getTime() - DAYS * DAY_MS)
  return findTwin(sql, { sketch, customers, since, similarityMin: SIMILARITY_MIN })
}
