/** The end of a process that nobody here ended, as it is told. */
import { type Ended, endedSentence } from '../stack/child.ts';
import type { Death } from './result.ts';

/** `atMs`: of the time measured; null outside it. */
export function deathOf(ended: Ended, atMs: number | null): Death {
  const { name, signal, exitCode, lastLine } = ended;
  const when = atMs === null ? 'before anything was measured' : `${(atMs / 1000).toFixed(1)} s into the run`;
  const [how, ...words] = endedSentence(ended).split('; ');
  const sentence = [`${how} ${when}, and nothing here did it`, ...words].join('; ');
  return { instance: name, atMs, signal, exitCode, sentence, lastLine };
}
