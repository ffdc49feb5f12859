import { Command, Option } from 'commander'
import type { Cli } from '../cli.ts'
import type { PreviewFlags } from '../preview/preview-all.ts'
import { instantOf } from '../review/pages.ts'

const EXAMPLES = `
Examples:
  proofgate report preview                                     all replies on record
  proofgate report preview --since 2026-10-01 --policy strict.yaml
  proofgate report preview --anonymous --format csv > replies.csv   a line for each reply

Judges your replies in imported, journaled and sent mail as if they had been sent through Proofgate, each with its
conversation as it was known then. Nothing is sent, held or bounced, and no judgement goes on record. Take old mail in
with "proofgate import" first. Ctrl-C ends it with what was judged so far.

--anonymous puts "agent 7f3a" for names and addresses of agents, in the words shown too, and leaves out ids by which a
reply could be looked up.

Exit codes: 0 done, 2 mistakes in the configuration, the policy or in how the command was typed, 3 a reply could not be
judged or there is none, 130 stopped by Ctrl-C.`

/** `proofgate report preview`: what would have been held, what stayed unanswered, what was promised. */
export function previewCommand(cli: Cli): Command {
  return new Command('preview')
    .description('what would have been held or bounced, unanswered, late, promised: without touching the mail flow')
    .option('-c, --config <file>', 'configuration file')
    .option('--policy <file>', 'policy file (YAML); that of the installation when not given')
    .option('--since <time>', 'replies written since then: 2026-11-01, 30d', instantOf)
    .option('--until <time>', 'replies written before then', instantOf)
    .option('--agent <text>', "part of an agent's address or name")
    .option('--anonymous', 'hide who wrote what')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'csv']).default('text'))
    .addHelpText('after', EXAMPLES)
    .action((flags: PreviewFlags) => preview(cli, flags))
}

async function preview(cli: Cli, flags: PreviewFlags): Promise<void> {
  cli.quitWhenUnread()
  const [{ previewAll }, { listenForStop }] = await Promise.all([
    import('../preview/preview-all.ts'),
    import('../start/until-stopped.ts'),
  ])
  const wish = listenForStop()
  const stop = new AbortController()
  void wish.come.then(() => stop.abort())
  try {
    await previewAll(cli, flags, stop.signal)
  } finally {
    wish.forget()
  }
}
