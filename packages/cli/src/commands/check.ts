import { Command, Option } from 'commander'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'

const EXAMPLES = `
Examples:
  proofgate check reply.eml
  proofgate check --conversation question.eml reply.eml   the customer's message first
  proofgate check --policy policy.yaml outbox.mbox
  proofgate check --format jsonl ~/Maildir > judgements.jsonl
  cat reply.eml | proofgate check -
  proofgate check --explain placeholder                   what a check looks for

FILE is a message, an mbox, a folder of them (.eml files, mboxes, Maildirs), or - for standard input.
Messages are judged as they stand: from the address in From to those in To, Cc and Bcc.

Exit codes: 0 forward, 1 hold, 2 bounce (the worst of all messages); 3 a message could not be read or judged,
4 a mistake in the policy file or in how the command was typed.`

type Options = {
  readonly conversation: readonly string[]
  readonly policy?: string
  readonly format: 'text' | 'json' | 'jsonl'
  readonly explain?: string
}

/** `proofgate check FILE…`: judges messages without server or database. */
export function checkCommand(cli: Cli): Command {
  return new Command('check')
    .description('judge messages and show what is the matter with them')
    .argument('[file...]', 'messages, mboxes, folders, or - for standard input')
    .option('--conversation <file>', 'earlier message of the thread, oldest first; may be repeated', collect, [])
    .option('--policy <file>', 'policy file (YAML); the built-in policy when not given')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'jsonl']).default('text'))
    .option('--explain <check>', 'say what a check looks for, and why')
    .addHelpText('after', EXAMPLES)
    .action((files: string[], options: Options) => check(cli, files, options))
}

const collect = (file: string, before: readonly string[]) => [...before, file]

async function check(cli: Cli, files: readonly string[], options: Options): Promise<void> {
  cli.quitWhenUnread()
  if (options.explain !== undefined) {
    const { explanationOf } = await import('../check/explain-check.ts')
    cli.out.write(explanationOf(options.explain, paintFor(cli.out)))
    return
  }
  if (files.length === 0)
    throw new CliError('name a message to judge, or - for standard input (proofgate check --help)', EXIT.checkMisused)
  const { judgeAll } = await import('../check/judge-all.ts')
  await judgeAll(cli, files, options)
}
