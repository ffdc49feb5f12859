import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Config } from '@proofgate/config'
import type { Log } from '@proofgate/telemetry'
import { type PolicyService, policyApp } from './policy-app.ts'

/** The policy service on a port. */
export type ServedPolicy = PolicyService & {
  /** Base URL, `http://127.0.0.1:8026`. */
  readonly url: string
}

/** An envelope of many recipients comes in a header; Node's own limit is 16 KB. */
const HEADER_BYTES_MAX = 1024 ** 2

/**
 * Starts the policy service and listens on `policy.host` and `policy.port`.
 * @throws PolicyError when the policy file has mistakes; the system's error when the port cannot be taken
 */
export async function servePolicy(given: { readonly config: Config; readonly log: Log }): Promise<ServedPolicy> {
  const { config, log } = given
  const service = policyApp(given)
  try {
    const server = await listening(service, config.policy)
    const url = urlOf(server, config.policy.host)
    log.serviceStarted({ service: 'policy', at: url })
    return {
      ...service,
      url,
      close: async () => {
        log.serviceStopping({ service: 'policy', why: 'asked to' })
        server.close()
        server.closeIdleConnections()
        await once(server, 'close')
        await service.close()
        log.serviceStopped({ service: 'policy' })
      },
    }
  } catch (error) {
    await service.close()
    throw error
  }
}

async function listening({ app }: PolicyService, { host, port }: Config['policy']): Promise<Server> {
  // This makes its Request that of the whole process. Hono's body limit needs that for requests that name no length.
  const listener = getRequestListener(app.fetch)
  const server = createServer({ maxHeaderSize: HEADER_BYTES_MAX }, listener)
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
