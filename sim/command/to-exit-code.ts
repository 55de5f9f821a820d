/** How a command ends: by its exit code, and by one line where a person can mend what it failed of. */
import { EXIT } from './exit-codes.ts';

/** What a person can mend by another path. */
const BAD_PATH = ['EACCES', 'EEXIST', 'EISDIR', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS'];

/** `kinds` are errors whose message is one line for a person. */
export async function toExitCode(
  command: string,
  kinds: readonly (new (...args: never[]) => Error)[],
  run: () => Promise<number>,
): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    const { code, path, message, stack } = error as NodeJS.ErrnoException;
    if (kinds.some((kind) => error instanceof kind) || BAD_PATH.includes(code ?? '')) {
      console.error(`${command}: ${message}`);
      process.exitCode = EXIT.usage;
    } else {
      console.error(
        code === 'ENOSPC' ? `${command}: no space left to write ${path ?? 'results'}` : (stack ?? error),
      );
      process.exitCode = EXIT.broken;
    }
  }
}
