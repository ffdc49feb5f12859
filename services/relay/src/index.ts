export { type RemembererOptions, remember } from './memory/rememberer.ts'
export { type ReadAnswer, type ReadTurn, turnReaderOver } from './memory/turn-reader.ts'
export { type Relay, type RelayOptions, startRelay } from './relay.ts'
export { CertificateError, configuredCertificate } from './smtp/certificate.ts'
