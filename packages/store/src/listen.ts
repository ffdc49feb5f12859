import pg from 'pg'
import { connectionOptions, type DatabaseAddress } from './database.ts'

/** How soon a lost connection is made anew. */
const RECONNECT_MS = 500

/**
 * Calls `onNotice` at each NOTIFY of `channel` (a name of ours), and once more after every reconnection, since what was
 * said meanwhile is lost. A convenience only: who must not miss anything polls as well.
 */
export function listen(
  address: DatabaseAddress,
  channel: string,
  onNotice: () => void,
): { readonly close: () => Promise<void> } {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  const connect = async (): Promise<void> => {
    const next = new pg.Client(connectionOptions(address))
    client = next
    next.on('error', () => {})
    next.on('end', retry)
    next.on('notification', onNotice)
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      onNotice()
    } catch {
      await next.end().catch(() => {})
      retry()
    }
  }
  const retry = (): void => {
    if (isClosed || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      void connect()
    }, RECONNECT_MS)
    timer.unref()
  }
  const connected = connect()
  return {
    close: async () => {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await connected
      await client?.end().catch(() => {})
    },
  }
}
