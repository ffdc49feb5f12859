/** A process for tests that ends with code 7 while its language model reads. Takes the folder of the model. */
import { modelOver } from './model-over.ts'
import { openSharedModel } from './shared-model.ts'

const shared = openSharedModel({
  folder: process.argv[2] ?? '',
  onFault: (error) => {
    throw error
  },
})
const model = await modelOver(shared.line())()
if ('why' in model) throw new Error(model.why)
const one = model.read(['Where is my parcel?'])
void model.read(Array.from({ length: 5000 }, (_, i) => `Where is parcel number ${i}?`))
await one
process.exit(7)
