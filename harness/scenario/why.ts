/** What a person is told of an error in a file of the project: the reason and the line, rather than a stack. */
import path from 'node:path';

/** How esbuild tells of a file that it cannot read: paths from the folder it works in. */
const UNREADABLE = /^(.+?):(\d+):\d+: ERROR: (.*)$/m;

/** One line: why, and in which line of the project at `root`, if that is known. `folder` is the one that esbuild worked in. */
export function whyOf(error: unknown, root: string, folder = root): string {
  if (!(error instanceof Error)) return String(error).split('\n')[0]!;
  const { message, stack = '' } = error;
  const [, file, line, says] = UNREADABLE.exec(message) ?? [];
  if (file !== undefined) return `${says} (${path.relative(root, path.resolve(folder, file))}:${line})`;
  const place = placeIn(stack, root);
  return message.split('\n')[0] + (place === undefined ? '' : ` (${place})`);
}

/** The first line of the project that a stack leads through, and of no package: `src/api.ts:12`. */
export function placeIn(stack: string, root: string): string | undefined {
  for (const [, file, line] of stack.matchAll(/(?:file:\/\/)?(\/[^\s():]+):(\d+)(?=[\s:)]|$)/g))
    if (file!.startsWith(root + path.sep) && !file!.includes('/node_modules/'))
      return `${path.relative(root, file!)}:${line}`;
  return undefined;
}
