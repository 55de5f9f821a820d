/** Runs a command by the arguments of this process. What is wrong with them is one line, and the exit code for bad usage. */
import { type Command, CommanderError } from 'commander';

export async function runCommand(command: Command, badUsage: number): Promise<void> {
  try {
    await command.showSuggestionAfterError(true).exitOverride().parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : badUsage;
  }
}
