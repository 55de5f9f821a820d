/** The end of a process that nobody here ended, as it is told. */
import { type Ended, endedSentence } from '../stack/child.ts';
import type { Death } from './result.ts';

/** `runMs`: of the run's time, which is negative in the warm-up; null before that. */
export function deathOf(ended: Ended, runMs: number | null): Death {
  const { name, signal, exitCode, lastLine } = ended;
  const atMs = runMs !== null && runMs < 0 ? null : runMs;
  const [how, ...words] = endedSentence(ended).split('; ');
  const sentence = [`${how} ${when(runMs)}, and nothing here did it`, ...words].join('; ');
  return { instance: name, atMs, signal, exitCode, sentence, lastLine, backMs: null };
}

function when(runMs: number | null): string {
  if (runMs === null) return 'before anything was measured';
  const s = (Math.abs(runMs) / 1000).toFixed(1);
  return runMs < 0 ? `in the warm-up, ${s} s before anything was measured` : `${s} s into the run`;
}
