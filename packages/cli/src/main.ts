/** The process of `proofgate`: hands its surroundings to the program, and its exit code back. */
import { hostname } from 'node:os'
import process from 'node:process'
import { run } from './program.ts'

/** What shells report of a program that was stopped by SIGPIPE. */
const UNREAD = 141

// Where an old Node started this one: when that process is gone, stop as if asked to (see bin/proofgate.js).
if (process.channel !== undefined) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
}

// A closed pipe must never end a running relay; commands that only print ask for that themselves.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  stdin: process.stdin,
  env: process.env,
  hostname: hostname(),
  quitWhenUnread: () => {
    process.stdout.once('error', () => process.exit(UNREAD))
  },
})

// Whatever might still be open must not keep a command that has ended from ending; what is at work is left a moment.
setTimeout(() => process.exit(), 3_000).unref()
