/** What a night is doing, for who watches: a line as each step begins, with the time since it began. */
import { duration } from '../../harness/words.ts';

const startMs = performance.now();

export function step(what: string): void {
  console.error(`${duration(performance.now() - startMs).padStart(8)}  ${what}`);
}
