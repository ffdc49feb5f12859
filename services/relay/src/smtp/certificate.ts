import { createPrivateKey, X509Certificate } from 'node:crypto'
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

/** A configured certificate that cannot be used: which setting, which file, and what to do. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError'
}

const YEARS = 10

/**
 * The certificate to show to mail tools: the one configured, else a self-signed one that is made once and kept in
 * `folder`, so that a tool that was told to trust it keeps trusting it.
 * @throws CertificateError when a configured file cannot be read, is no PEM, or the two do not belong together
 */
export async function certificateOf(
  configured: { readonly cert: string | null; readonly key: string | null },
  folder: string,
  hostname: string,
): Promise<Certificate> {
  if (configured.cert !== null && configured.key !== null) {
    return configuredCertificate(configured.cert, configured.key)
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

/**
 * The certificate and key of two files, once they are known to be usable.
 * @throws CertificateError when one cannot be read, is no PEM, or the two do not belong together
 */
export async function configuredCertificate(certFile: string, keyFile: string): Promise<Certificate> {
  // One after the other: of two that are missing always the same one is told.
  const cert = await textOf('intake.tls.cert', certFile)
  const key = await textOf('intake.tls.key', keyFile)
  const certificate = parsed(
    `intake.tls.cert: ${certFile} is no certificate in PEM form`,
    () => new X509Certificate(cert),
  )
  const privateKey = parsed(`intake.tls.key: ${keyFile} is no private key in PEM form without a password`, () =>
    createPrivateKey(key),
  )
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new CertificateError(
      `intake.tls.key: ${keyFile} is not the key of the certificate in ${certFile}. Give the two files that belong together.`,
    )
  }
  return { cert, key, selfSigned: false }
}

async function textOf(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new CertificateError(
      `${setting}: ${file} cannot be read (${wordsOf(error)}). Check its path and rights, or leave both files out for a self-signed certificate.`,
      { cause: error },
    )
  }
}

function parsed<T>(says: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new CertificateError(`${says} (${wordsOf(error)}).`, { cause: error })
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

function isCurrent(pem: string): boolean {
  try {
    return new X509Certificate(pem).validToDate.getTime() > Date.now()
  } catch {
    return false
  }
}
