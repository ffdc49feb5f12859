export { CertificateError, configuredCertificate } from './intake/certificate.ts'
export { type Relay, type RelayOptions, startRelay } from './relay.ts'
