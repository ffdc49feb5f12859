import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { generate } from 'selfsigned'

/** A certificate and its key, PEM. */
export type Certificate = {
  readonly cert: string
  readonly key: string
  /** True when it was made here: mail tools will not trust it by themselves. */
  readonly selfSigned: boolean
}

const YEARS = 10

/**
 * The certificate to show to mail tools: the one configured, else a self-signed one that is made once and kept in
 * `folder`, so that a tool that was told to trust it keeps trusting it.
 * @throws when a configured file cannot be read, with its path in the message
 */
export async function certificateOf(
  configured: { readonly cert: string | null; readonly key: string | null },
  folder: string,
  hostname: string,
): Promise<Certificate> {
  if (configured.cert !== null && configured.key !== null) {
    const [cert, key] = await Promise.all([readFile(configured.cert, 'utf8'), readFile(configured.key, 'utf8')])
    return { cert, key, selfSigned: false }
  }
  const certFile = path.join(folder, 'smtp.crt')
  const keyFile = path.join(folder, 'smtp.key')
  const kept = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]).catch(() => null)
  if (kept !== null && isCurrent(kept[0])) return { cert: kept[0], key: kept[1], selfSigned: true }
  const notAfterDate = new Date()
  notAfterDate.setFullYear(notAfterDate.getFullYear() + YEARS)
  const made = await generate([{ name: 'commonName', value: hostname.slice(0, 64) }], {
    notAfterDate,
    keyType: 'ec',
    curve: 'P-256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: hostname },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(keyFile, made.private, { mode: 0o600 })
  await writeFile(certFile, made.cert, { mode: 0o644 })
  return { cert: made.cert, key: made.private, selfSigned: true }
}

function isCurrent(pem: string): boolean {
  try {
    return new X509Certificate(pem).validToDate.getTime() > Date.now()
  } catch {
    return false
  }
}
