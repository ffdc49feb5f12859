import { type Mood, moodOf } from '@proofgate/language'
import type { Reading } from './check.ts'
import { once } from './once.ts'

/** How the customer writes (S1); `null` when their words are not known or not English. */
export const customerMood = once(({ customer }: Reading): Mood | null =>
  customer === null || (customer.language !== null && customer.language !== 'en') ? null : moodOf(customer.text),
)
