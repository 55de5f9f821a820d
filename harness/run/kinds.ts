/** What a client of each kind of request hopes to hear, and what is told when it never does. */
import type { Recorder } from '../load/index.ts';
import type { LiveSpec } from '../scenario/live.ts';
import type { KindTotals, RequestTotals } from './result.ts';

export type Kinds = NonNullable<LiveSpec['kinds']>;

/** One may overtake what it refers to, and be answered otherwise for good reason; so many do not. */
const FEW = 5;
const RIGHT = '2xx';
/** Of a kind that the scenario does not tell of, nobody knows more: a refusal may be what is hoped for. */
const ANY = 'at all';

export const expectedOf = (kinds: Kinds, kind: string): string => {
  const told = kinds[kind];
  return told ? (told.right ?? RIGHT) : ANY;
};

/** Told just that, or a status of that hundred: `4xx`. */
export function isExpected(expected: string, said: string): boolean {
  if (expected === ANY) return !isFailure(said);
  return expected.endsWith('xx') ? /^\d{3}$/.test(said) && said[0] === expected[0] : said === expected;
}

/** Requests in all and by kind. `drivenMs` is the time measured, `duePerS` what the schedule asked for. */
export function totalsOf(
  recorder: Recorder,
  specs: Kinds,
  drivenMs: number,
  duePerS: number | null,
): RequestTotals {
  const kinds: Record<string, KindTotals> = {};
  const of = (kind: string): KindTotals => {
    kinds[kind] ??= {
      expected: expectedOf(specs, kind),
      asExpected: 0,
      otherwise: 0,
      failed: 0,
      unfinished: 0,
    };
    return kinds[kind];
  };
  let answered = 0;
  for (const [name, count] of Object.entries(recorder.counts)) {
    const { kind, said } = partsOf(name);
    const totals = of(kind);
    if (isStatus(said)) answered += count;
    if (isExpected(totals.expected, said)) totals.asExpected += count;
    else totals.otherwise += count;
    if (isFailure(said)) totals.failed += count;
  }
  for (const [kind, count] of Object.entries(recorder.unfinished)) of(kind).unfinished += count;
  const sum = (pick: (totals: KindTotals) => number) =>
    Object.values(kinds).reduce((total, each) => total + pick(each), 0);
  const ended = sum(({ asExpected, otherwise }) => asExpected + otherwise);
  const failed = sum((each) => each.failed);
  const unfinished = sum((each) => each.unfinished);
  return {
    due: ended + unfinished,
    duePerS,
    answered,
    answeredPerS: answeredPerS(recorder, drivenMs),
    failed,
    failedPercent: ended === 0 ? null : (100 * failed) / ended,
    unfinished,
    kinds,
  };
}

/** A sentence for each kind of request of which not one was answered as it should be, of more than a few. */
export function alwaysFailing({ kinds }: RequestTotals, counts: Record<string, number>): string[] {
  return Object.entries(kinds).flatMap(([kind, { expected, asExpected, otherwise }]) => {
    if (asExpected > 0 || otherwise < FEW) return [];
    const told = Object.entries(counts)
      .filter(([name]) => partsOf(name).kind === kind)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${partsOf(name).said} ×${count}`);
    return [`no ${kind} was answered ${expected}, of ${otherwise}: ${told.join(', ')}`];
  });
}

/** `order 202` → the kind, and what was said of it. */
export function partsOf(name: string): { kind: string; said: string } {
  const at = name.lastIndexOf(' ');
  return { kind: name.slice(0, at), said: name.slice(at + 1) };
}

/** No answer, or a 5xx. */
export function isFailure(said: string): boolean {
  return !isStatus(said) || Number(said) >= 500;
}

const isStatus = (said: string): boolean => /^\d+$/.test(said);

/** Over the slices that were driven from begin to end, or the first if none was. */
function answeredPerS({ slices, sliceMs }: Recorder, drivenMs: number): number {
  const whole = Math.max(1, Math.floor(drivenMs / sliceMs));
  const done = slices.slice(0, whole).reduce((sum, slice) => sum + slice.done, 0);
  return (done * 1000) / Math.max(1, Math.min(drivenMs, whole * sliceMs));
}
