export { type Cli, CliError, EXIT } from './cli.ts'
export { run } from './program.ts'
