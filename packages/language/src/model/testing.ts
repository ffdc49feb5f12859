import path from 'node:path'

/** Where tests keep the built network, so that it is built once. */
export const MODELS_OF_TESTS = path.join(import.meta.dirname, '../../../../node_modules/.cache/proofgate/models')
