import type { ModelSource } from '@proofgate/checks'
import { openSentenceModel } from '@proofgate/language'

/** The language model kept in a folder (made there the first time), opened when a message first needs it. */
export function modelIn(folder: string): ModelSource {
  let opened: ReturnType<ModelSource> | null = null
  return () => {
    opened ??= openSentenceModel({ folder })
    return opened
  }
}
