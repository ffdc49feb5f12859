/**
 * Messages per second end to end: accepted, judged, recorded, delivered to a local sink; and how long the client waits
 * for the answer to its final dot. Generator and sink share the machine with what they measure: compare ratios.
 *
 *   npm run bench -- [--messages 2000] [--connections 20] [--bytes 10000] [--json]
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startSmarthost } from '../test/smarthost.ts'
import { undoAll } from '../test/support/at-end.ts'
import { startProofgate } from '../test/support/proofgate.ts'
import { openTalk, sendOn } from '../test/support/smtp-talk.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    connections: { type: 'string', default: '20' },
    bytes: { type: 'string', default: '10000' },
    warmup: { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
  },
})
const messages = Number(values.messages)
const connections = Number(values.connections)
const bytes = Number(values.bytes)
const warmup = Number(values.warmup)

const PARAGRAPH = [
  'Thank you for waiting while we looked into this. Your order left our warehouse in Telford yesterday evening and is',
  'booked on our own van for Thursday, between nine and one. Our two drivers carry it to wherever you want it, the back',
  'garden included, as long as the side gate is at least eighty centimetres wide. If yours is narrower, answer this mail',
  'and they will bring sheets and take it through the house.',
]

/** A reply that is forwarded, filled up to its size with an attachment, as most large mail is. */
function mailOf(number: number): string {
  const head = [
    `Message-ID: <bench-${number}-${process.pid}@acme.example>`,
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'From: Anna Berg <anna@acme.example>',
    'To: Kim Park <kim@customer.example>',
    `Subject: Re: Your order ${number}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Hello Kim,',
    '',
    ...PARAGRAPH,
    `Your order number is ${number}.`,
    '',
    'Kind regards,',
    'Anna Berg',
    '',
    '--b',
    'Content-Type: application/pdf; name="note.pdf"',
    'Content-Disposition: attachment; filename="note.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
  ].join('\r\n')
  const rest = Math.max(0, bytes - head.length - 10)
  const line = `${Buffer.from(String(number).padStart(57, 'x')).toString('base64')}\r\n`
  return `${head}\r\n${line.repeat(Math.floor(rest / line.length))}--b--\r\n`
}

/** User and system CPU seconds of a process. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

async function sendAll(port: number, first: number, count: number): Promise<number[]> {
  const times: number[] = []
  let next = first
  const sender = async () => {
    const talk = await openTalk(port)
    await talk.reply()
    await talk.ask('EHLO bench.acme.example')
    while (next < first + count) {
      const raw = mailOf(next++)
      const began = performance.now()
      const reply = await sendOn(talk, { from: 'anna@acme.example', to: ['kim@customer.example'], raw })
      if (reply.code !== 250) throw new Error(`${reply.code} ${reply.text}`)
      times.push(performance.now() - began)
    }
    talk.close()
  }
  await Promise.all(Array.from({ length: connections }, sender))
  return times.sort((a, b) => a - b)
}

const smarthost = await startSmarthost({ keep: false })
const proofgate = await startProofgate({
  smarthost: smarthost.url,
  env: {
    PROOFGATE_LOG_LEVEL: 'info',
    PROOFGATE_DELIVERY_CONNECTIONS: '20',
    PROOFGATE_INTAKE_CONNECTIONS_PER_ADDRESS: '200',
  },
})
const pid = proofgate.process.pid ?? 0
await sendAll(proofgate.port, 0, warmup)
await smarthost.received(warmup)
const cpuBefore = await cpuSecondsOf(pid)
const began = performance.now()
const times = await sendAll(proofgate.port, warmup, messages)
const acceptedMs = performance.now() - began
await smarthost.received(warmup + messages)
const deliveredMs = performance.now() - began
const cpuSeconds = (await cpuSecondsOf(pid)) - cpuBefore
await proofgate.stop()
await undoAll()
await smarthost.close()

const result = {
  messages,
  connections,
  bytes,
  acceptedPerSecond: Math.round(messages / (acceptedMs / 1000)),
  deliveredPerSecond: Math.round(messages / (deliveredMs / 1000)),
  answerMsMedian: Math.round(percentile(times, 50)),
  answerMs99: Math.round(percentile(times, 99)),
  cpuMsPerMessage: Number(((cpuSeconds * 1000) / messages).toFixed(2)),
}
if (values.json) console.log(JSON.stringify(result))
else {
  console.log(`${messages} messages of ${bytes} octets over ${connections} connections, judged by the default policy`)
  console.log(`accepted        ${result.acceptedPerSecond} per second`)
  console.log(`delivered       ${result.deliveredPerSecond} per second, end to end`)
  console.log(`MAIL to answer  p50 ${result.answerMsMedian} ms, p99 ${result.answerMs99} ms`)
  console.log(`CPU             ${result.cpuMsPerMessage} ms per message, relay and judge`)
}
