export { type Relay, type RelayOptions, startRelay } from './relay.ts'
export { CertificateError, configuredCertificate } from './smtp/certificate.ts'
