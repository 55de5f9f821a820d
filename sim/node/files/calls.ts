/**
 * The synchronous calls of `fs` on a host's disk, by what they are about: `descriptors.ts`, `whole.ts` and `entries.ts`.
 * The others are these, ended by an event (`api.ts`).
 *
 * Not modelled: permissions, hard links, watching, a full disk.
 */
import { DescriptorCalls } from './descriptors.ts';
import { EntryCalls } from './entries.ts';
import { Places } from './places.ts';
import type { FileTree } from './tree.ts';
import { WholeFileCalls } from './whole.ts';

export type FileCalls = DescriptorCalls & WholeFileCalls & EntryCalls;

/** Of one process. `stdio` writes to the standard output (1) or error (2); false for any other descriptor. */
export function fileCalls(
  tree: FileTree,
  cwd: () => string,
  stdio: (fd: number, chunk: Buffer) => boolean,
): FileCalls {
  const places = new Places(tree, cwd);
  const open = new DescriptorCalls(tree, places, stdio);
  const calls: Record<string, unknown> = {};
  for (const part of [open, new WholeFileCalls(tree, places, open), new EntryCalls(tree, places)]) {
    const methods = part as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(part)))
      if (name.endsWith('Sync')) calls[name] = methods[name]!.bind(part);
  }
  return calls as unknown as FileCalls;
}
