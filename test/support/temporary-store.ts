import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { turnHeaderOf } from '@proofgate/mail'
import { findEmbedded, type NewMessage, newId, openStore, type Sql, type Store } from '@proofgate/store'
import { atEnd, temporaryFolder } from './at-end.ts'

/** A store of its own on a real PostgreSQL, and the folder it lies in. */
export type TemporaryStore = Store & { readonly folder: string; readonly remove: () => Promise<void> }

/** Opens an empty store for one test file. `remove` closes it; at the end of the file nothing of it is left anyway. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const folder = temporaryFolder()
  atEnd(async () => (await findEmbedded(folder))?.stop())
  const store = await openStore({ folder }, 10)
  return {
    ...store,
    folder,
    remove: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Stored octets that are not those that came in, as after a fault of a disk: the record itself refuses such a change. */
export async function damageBody(sql: Sql, id: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`alter table bodies disable trigger bodies_append_only`
    await tx`update bodies set bytes = '\\x1234' where message_id = ${id}`
    await tx`alter table bodies enable always trigger bodies_append_only`
  })
}

/** A submission with everything a test does not care about filled in. */
export function newMessage(given: Partial<NewMessage> & { readonly text?: string } = {}): NewMessage {
  const raw = given.raw ?? Buffer.from(given.text ?? 'Subject: Your order\r\n\r\nIt left today.\r\n')
  return {
    id: newId(),
    origin: 'submission',
    aboutId: null,
    login: 'anna',
    clientAddress: '192.0.2.7',
    clientName: 'desk.acme.example',
    protocol: 'ESMTPSA',
    envelope: {
      from: 'anna@acme.example',
      recipients: [{ address: 'kim@customer.example', notify: null, orcpt: null }],
      body: null,
      smtpUtf8: false,
      requireTls: false,
      ret: null,
      envid: null,
    },
    raw,
    sha256: createHash('sha256').update(raw).digest(),
    routeDomain: 'acme.example',
    trace: 'Received: from desk ([192.0.2.7]) by gate; Thu, 05 Mar 2026 09:04:05 +0000\r\n',
    header: { messageId: '<1@acme.example>', subject: 'Your order', from: 'Anna <anna@acme.example>' },
    normalised: false,
    turn: (given.origin ?? 'submission') === 'submission' ? turnHeaderOf(raw, new Date()) : null,
    ...given,
  }
}
