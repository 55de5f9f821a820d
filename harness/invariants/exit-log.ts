/** The ends of processes, in words, and those of a run for its stories. */
import { when } from '../when.ts';
import type { Exit } from './invariant.ts';

/** Older ones are forgotten. */
const MOST_KEPT = 200;
const MOST_TOLD = 12;

/** `with exit code 1`, `by SIGKILL`, `of an uncaught error`. */
export function howEnded({ code, signal, error }: Pick<Exit, 'code' | 'signal' | 'error'>): string {
  if (error !== null) return 'of an uncaught error';
  return signal === null ? `with exit code ${code}` : `by ${signal}`;
}

export class ExitLog {
  readonly #exits: { exit: Exit; sequence: number }[] = [];

  add(exit: Exit, sequence: number): void {
    this.#exits.push({ exit, sequence });
    if (this.#exits.length > MOST_KEPT) this.#exits.shift();
  }

  /** The last of those from that time on. */
  since(fromMs: number): { sequence: number; text: string }[] {
    return this.#exits
      .filter(({ exit }) => exit.atMs >= fromMs)
      .slice(-MOST_TOLD)
      .map(({ exit, sequence }) => ({ sequence, text: `${when(exit.atMs)} ${sentence(exit)}` }));
  }
}

function sentence(exit: Exit): string {
  const { process, error, afterAskedMs } = exit;
  const asked = afterAskedMs === null ? '' : `, ${Math.round(afterAskedMs)} ms after it was asked to`;
  return `${process} ended ${howEnded(exit)}${error === null ? '' : `: ${error}`}${asked}`;
}
