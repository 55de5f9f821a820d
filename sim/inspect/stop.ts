/**
 * Stops a run for the debugger that is attached. The statement stands in a script of its own, which says where one is:
 * a debugger passes over one that stands in a file it was told to skip, as all of `node_modules`.
 */
import { runInThisContext } from 'node:vm';
import { when } from '../../harness/when.ts';
import type { FoundViolation } from '../result.ts';
import type { Watch } from '../run.ts';
import { outside, runtime } from '../world/runtime.ts';
import type { TraceLine } from '../world/trace.ts';
import type { RunFailure } from '../world/world.ts';
import type { PauseAt } from './flags.ts';

/** What a debugger shows of the moment. */
interface Seen {
  why: string;
  /** What happens next, or has just happened. */
  event: TraceLine | undefined;
  atMs: number;
  violation?: Omit<FoundViolation, 'story'>;
  failure?: RunFailure;
}

const SCRIPT = `// Groundhog stopped here: the whole world stands still, and so does its time, until you go on.
(function stopped(seen, goOn) {
  // seen    why it stopped, the event of the trace, its time; what broke, where something did
  // goOn    what the event does; breakpoints in services are the way to their code
  debugger;
  goOn();
})`;

const stopped = runInThisContext(SCRIPT, { filename: 'groundhog:///stopped.js' }) as (
  seen: Seen,
  goOn: () => void,
) => void;

/** Any stop may ask `groundhog` whose code it is in, and when. Programs do not find it: they have globals of their own. */
function answerWho(last: () => TraceLine | undefined): void {
  Object.defineProperty(globalThis, 'groundhog', {
    configurable: true,
    get: () => ({ host: runtime.host?.name, at: when((last()?.timeUs ?? 0) / 1000), event: last() }),
  });
}

/** Stops once. `tell` is given a line for a person just before. */
export function stopper(at: PauseAt, tell: (line: string) => void): Watch {
  let isOver = false;
  let last: TraceLine | undefined;
  answerWho(() => last);
  const stop = (seen: Omit<Seen, 'atMs' | 'event'>, goOn = () => {}) => {
    isOver = true;
    const here: Seen = { event: last, atMs: (last?.timeUs ?? 0) / 1000, ...seen };
    outside(() => tell(inALine(here)));
    stopped(here, goOn);
  };
  const isDue = ({ seq, timeUs }: TraceLine): boolean => {
    if (at === 'start') return true;
    if (at === 'violation') return false;
    return 'event' in at ? seq >= at.event : timeUs >= at.atMs * 1000;
  };
  return {
    before(line, goOn) {
      last = line;
      if (isOver || !isDue(line)) goOn();
      else stop({ why: 'asked for' }, goOn);
    },
    onViolation(violation) {
      if (at === 'violation' && !isOver) stop({ why: violation.message, violation });
    },
    onFailure(failure) {
      if (at === 'violation' && !isOver) stop({ why: failure.message, failure });
    },
  };
}

function inALine({ why, event, atMs, violation, failure }: Seen): string {
  const broken = violation
    ? `, ${violation.invariant}, ${violation.subject}: ${why}`
    : failure
      ? `: ${why}`
      : '';
  const next = event
    ? `event ${event.seq.toLocaleString('en-US')}, ${event.host} ${event.kind} ${event.detail}`.trimEnd()
    : '';
  return `stopped at ${when(atMs)}, ${next}${broken}`;
}
