import { SMTPServer } from 'smtp-server'

/** A mail server that takes everything and sends nothing on: it plays the smarthost of the demo. */
export type Catcher = {
  readonly url: string
  /** Mail taken so far, bounces and notices included. */
  readonly count: () => number
  readonly close: () => Promise<void>
}

/** Starts the catcher on a free port of the loopback address. */
export async function startCatcher(): Promise<Catcher> {
  let count = 0
  const server = new SMTPServer({
    name: 'catcher.demo',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideDSN: false,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    onData: (stream, _session, callback) => {
      stream.resume()
      stream.once('end', () => {
        count++
        callback(null, 'caught')
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    count: () => count,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
