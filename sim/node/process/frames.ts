/**
 * What a process writes of a stack names its own code. Frames of the simulator around it are left out, as are those of
 * Node's that say only how a callback was called: they are not the same under every runner, and a real process has none.
 */
import path from 'node:path';
import { escapedForRegExp } from '../../../harness/whole-word.ts';

const SIMULATOR = path.resolve(import.meta.dirname, '../..');
const HIDDEN = [
  ...['node', 'world', 'network', 'system'].map((folder) => `${SIMULATOR}/${folder}/`),
  ...['process', 'timers', 'async_hooks', 'modules'].map((name) => `node:internal/${name}`),
  'node:async_hooks',
];

/** A process is begun inside of one. */
const PROMISE = 'at new Promise (<anonymous>)';
const place = `(?:${[...HIDDEN, PROMISE].map(escapedForRegExp).join('|')})`;
/** A line of its own; or one of many in a string, as in a line of JSON. */
const OWN_LINE = new RegExp(`^ +(?=at )[^\\n]*${place}[^\\n]*$`);
const IN_STRING = new RegExp(`\\\\n +(?=at )(?:(?!\\\\n)[^"])*?${place}(?:(?!\\\\n)[^"])*`, 'g');

/** A line without the frames that are hidden; undefined for one that is nothing else. */
export function withoutHiddenFrames(line: string): string | undefined {
  if (!line.includes(' at ')) return line;
  return OWN_LINE.test(line) ? undefined : line.replace(IN_STRING, '');
}
