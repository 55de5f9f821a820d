/** A line that a service wrote, as `--log` keeps it: one JSON object in one line, whatever was written. */
import type { LogLine } from '../../harness/invariants/index.ts';

/**
 * `{runMs, process, …}` with the fields of a line that is a JSON object, `{runMs, process, line}` of any other: milliseconds
 * on the run's clock, and the instance that wrote it. Fields of these two names that a service writes give way.
 */
export function logEntry({ atMs, process, line }: LogLine): string {
  const ours = { runMs: atMs, process };
  return `${JSON.stringify(Object.assign({ ...ours }, fieldsOf(line) ?? { line: line.trimEnd() }, ours))}\n`;
}

function fieldsOf(line: string): object | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}
