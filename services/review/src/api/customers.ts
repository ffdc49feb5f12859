import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type ErasureCounts as Counts, eraseCustomer, planErasure } from '@proofgate/store'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'
import { adminOf, type Env } from '../who.ts'
import { jsonAnswer, SECURITY as security } from './answers.ts'
import { problemAnswers, refuseMistakes } from './asked.ts'

const tags = ['customers']

const counts = {
  conversations: z.int().describe('Conversations they took part in; each is erased whole'),
  turns: z.int().describe('Mails of these, and mails elsewhere that name the address'),
  messages: z.int().describe('Messages that went through here and notices about them, whose octets go'),
  copies: z.int().describe('Copies of mails, whose octets go'),
  judgements: z.int().describe('Judgements, which keep verdict and points and lose every word'),
  points: z.int().describe('Questions, requests and problems'),
  promises: z.int(),
  themeMembers: z.int().describe('Sentences in themes'),
}

export const ErasurePlan = z
  .object({
    address: z.string(),
    removes: z.object(counts).openapi('ErasureCounts'),
    underWay: z
      .array(z.string())
      .describe('Messages that are held or in the queue; while there are any, nothing is erased'),
  })
  .openapi('ErasurePlan')
export type ErasurePlan = z.infer<typeof ErasurePlan>

export const CustomerErasure = z
  .object({
    pseudonym: z.string().describe('What stands for the address from now on'),
    removed: z.object(counts).openapi('ErasureCounts'),
  })
  .openapi('CustomerErasure')
export type CustomerErasure = z.infer<typeof CustomerErasure>

const AddressParam = z.object({
  address: z
    .string()
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+$/, 'is no address')
    .openapi({
      param: { name: 'address', in: 'path' },
      description: 'Percent-encoded, in any case',
      example: 'kim@customer.example',
    }),
})

const PROBLEMS = ['invalid-request', 'not-signed-in', 'not-admin', 'not-found', 'one-of-ours'] as const

const plan = createRoute({
  method: 'get',
  path: '/v1/customers/{address}/erasure',
  summary: 'What erasing a customer would remove',
  description: 'Changes nothing.',
  tags,
  security,
  request: { params: AddressParam },
  responses: { 200: jsonAnswer(ErasurePlan, 'How much it is'), ...problemAnswers(...PROBLEMS) },
})

const erase = createRoute({
  method: 'delete',
  path: '/v1/customers/{address}',
  summary: "Erase a customer's words, names and address everywhere; counts, times, states and digests stay",
  description:
    'At the wish of the customer. It cannot be undone, so it wants the address once more in `confirm`: without it, 428 tells what would be removed. What was erased, by whom and when is on record.',
  tags,
  security,
  request: {
    params: AddressParam,
    query: z.strictObject({ confirm: z.string().max(320).optional().describe('The address once more') }),
  },
  responses: {
    200: jsonAnswer(CustomerErasure, 'Erased'),
    ...problemAnswers(...PROBLEMS, 'mail-under-way', 'not-confirmed'),
  },
})

/** What the document of the API says of customers. */
export const CUSTOMER_ROUTES = [plan, erase]

/** The routes of customers. All want the role admin. */
export function customerRoutes(desk: Desk) {
  const planFor = async (address: string) => {
    const { isOurs, underWay, ...removes } = await planErasure(desk.sql, address)
    if (isOurs) throw ours(address)
    if (removes.turns + removes.messages === 0) throw unknown(address)
    return { address: address.toLowerCase(), removes: removes satisfies Counts, underWay: [...underWay] }
  }
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(plan, async (c) => {
      adminOf(c)
      return c.json(await planFor(c.req.valid('param').address), 200)
    })
    .openapi(erase, async (c) => {
      const { actor } = adminOf(c)
      const { address } = c.req.valid('param')
      const { confirm } = c.req.valid('query')
      if (confirm?.toLowerCase() !== address.toLowerCase()) {
        const { removes } = await planFor(address)
        throw new ProblemError('not-confirmed', `${removes.turns} mails of or to ${address} would be erased.`, {
          extra: { removes },
        })
      }
      const done = await eraseCustomer(desk.sql, address, actor)
      switch (done.outcome) {
        case 'ours':
          throw ours(address)
        case 'nothing':
          throw unknown(address)
        case 'under-way':
          throw new ProblemError('mail-under-way', `${done.messageIds.length} messages are held or in the queue.`, {
            extra: { ids: done.messageIds },
          })
        case 'erased':
          return c.json({ pseudonym: done.pseudonym, removed: done.counts }, 200)
      }
    })
}

const ours = (address: string) => new ProblemError('one-of-ours', `${address} writes or submits mail here.`)
const unknown = (address: string) => new ProblemError('not-found', `No mail of or to ${address} is known.`)
