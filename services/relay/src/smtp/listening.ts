import type { AddressInfo, Server } from 'node:net'
import type { SmtpService } from './server.ts'

/** Opens a port; resolves to the one listened on. Rejects when it cannot be. */
export function listening(server: SmtpService, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const inner: Server = server.server
    inner.once('error', (error) =>
      reject(new Error(`Cannot listen on ${host}:${port} for SMTP: ${error.message}`, { cause: error })),
    )
    server.listen(port, host, () => {
      const address = inner.address()
      resolve(isPort(address) ? address.port : port)
    })
  })
}

function isPort(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
