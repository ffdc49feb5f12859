#!/usr/bin/env node
// Runs `proofgate` with Node 24 or newer. On an older Node it runs the one that `npm ci` put into node_modules.
// Plain JavaScript, so that an old Node can read it.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MAJOR_MIN = 24

if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) await import('../src/main.ts')
else runWith(ownNode())

/** Path of the Node that came with the packages; `null` where none fits this machine. */
function ownNode() {
  const name = `node-${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin', 'node')
  } catch {
    return null
  }
}

function runWith(node) {
  if (node === null) {
    console.error(
      `proofgate: needs Node ${NODE_MAJOR_MIN} or newer, and this is ${process.version}. ` +
        `"npm ci" brings one along on Linux (x64, arm64); elsewhere install it from nodejs.org.`,
    )
    process.exitCode = 3
    return
  }
  const self = fileURLToPath(import.meta.url)
  // The fourth channel carries nothing: when this process dies, even by SIGKILL, it closes and the other one stops.
  const child = spawn(node, [self, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  child.once('error', (error) => {
    console.error(`proofgate: ${node} cannot be run: ${error.message}. "npm ci" installs it again.`)
    process.exitCode = 3
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'])
    process.on(signal, () => pass(signal, child))
  child.once('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal]
  })
}

/** A terminal sends Ctrl-C and Ctrl-\ to both processes itself: passed on as well, they would count twice. */
function pass(signal, child) {
  const fromTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  if (fromTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT')) return
  child.kill(signal)
}
