/** What every list of the API is asked with, whatever it lists. */
import { z } from '@hono/zod-openapi'
import { placeOf } from '@proofgate/store'

/** Lines of one page. */
export const Limit = z.coerce
  .number('is not a whole number')
  .int('is not a whole number')
  .min(1, 'is not 1 to 200')
  .max(200, 'is not 1 to 200')
  .default(50)

const cursor = (text: z.ZodString) => text.optional().describe('The "next" of the page before')

/** The page behind a row, in lists that go by ids alone. */
export const IdCursor = cursor(z.string().regex(/^[0-9a-z]{26}$/, 'is not the "next" of a page'))

/** The page behind a place, in lists that go by something else first. */
export const PlaceCursor = cursor(
  z
    .string()
    .max(200)
    .refine((text) => placeOf(text) !== null, 'is not the "next" of a page'),
)

/** How a list that is read by tables and by programs is written. */
export const ListFormat = z
  .enum(['json', 'csv'])
  .default('json')
  .describe('csv: comma-separated values; Link names the next page')
