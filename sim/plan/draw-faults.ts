/**
 * Which faults strike, when, whom and how hard. `everyKind` has them all strike; `inCharacter` lets a
 * seed draw its own few kinds, how many and how strong of each, and sometimes the only hosts it is about.
 */
import fc from 'fast-check';
import { weighted } from '../../harness/scenario/draw.ts';
import { rolesOf } from '../faults/choose.ts';
import { type Amount, type FaultKind, startFaults, type Targets } from '../faults/index.ts';
import { STRENGTHS } from './amount.ts';
import type { Character } from './character.ts';
import type { PlannedFault } from './plan.ts';

const MOST_OF_A_KIND = 3;
const HAMMER_BLOWS = { min: 5, max: 25 };

type Faults = fc.Arbitrary<PlannedFault[]>;

/** Without swarm: of every kind one to a few. */
export function everyKind(kinds: readonly FaultKind[], targets: Targets, chaosMs: number): Faults {
  const count = fc.integer({ min: 1, max: MOST_OF_A_KIND });
  return together(kinds.map((kind) => count.chain((n) => several(kind, n, targets, chaosMs, STRENGTHS.any))));
}

/** With swarm: as the character of the seed has it. */
export function inCharacter(
  character: Character,
  kinds: readonly FaultKind[],
  targets: Targets,
  { chaosMs, stretch }: { chaosMs: number; stretch: number },
): Faults {
  if (kinds.length === 0) return fc.constant([]);
  return focus(targets).chain((hit) => {
    // A seed that goes on for longer has more of them, though not so many that the shop gets nothing done.
    const times = character === 'calm' ? 1 : Math.max(1, stretch / 2);
    const some = (kind: FaultKind, most: number, least = 1) =>
      fc
        .tuple(strength, fc.integer({ min: least, max: Math.round(most * times) }))
        .chain(([amount, n]) => several(kind, n, hit, chaosMs, amount, stretch));
    switch (character) {
      case 'calm':
        return fc
          .subarray([...kinds], { maxLength: Math.min(2, kinds.length) })
          .chain((few) => together(few.map((kind) => some(kind, 1))));
      case 'storm':
        return together(kinds.map((kind) => some(kind, MOST_OF_A_KIND)));
      case 'hammer':
        return fc
          .tuple(fc.constantFrom(...kinds), subset(kinds, 5))
          .chain(([kind, besides]) =>
            together([
              some(kind, HAMMER_BLOWS.max, HAMMER_BLOWS.min),
              ...besides.filter((other) => other !== kind).map((other) => some(other, 2)),
            ]),
          );
      case 'mixed':
        return fc
          .tuple(fc.integer({ min: 20, max: 90 }), fc.constantFrom(...kinds))
          .chain(([percent, one]) => fc.tuple(subset(kinds, percent), fc.constant(one)))
          .chain(([drawn, one]) => together((drawn.length > 0 ? drawn : [one]).map((kind) => some(kind, 4))));
    }
  });
}

/** Under harsh faults little gets done, and so little goes wrong. */
const strength: fc.Arbitrary<Amount> = weighted<Amount>([
  [40, fc.constant(STRENGTHS.any)],
  [40, fc.constant(STRENGTHS.mild)],
  [20, fc.constant(STRENGTHS.harsh)],
]);

/** Each kind is in with this chance, whatever the others do. */
function subset(kinds: readonly FaultKind[], percent: number): fc.Arbitrary<FaultKind[]> {
  return fc
    .tuple(...kinds.map(() => fc.integer({ min: 0, max: 99 })))
    .map((draws) => kinds.filter((_, i) => draws[i]! < percent));
}

/** Mostly everybody may be hit; sometimes the same few hosts again and again, or all instances of one service. */
function focus({ services, databases, clients }: Targets): fc.Arbitrary<Targets> {
  const few = (names: readonly string[], least: number) =>
    fc.subarray([...names], { minLength: least, maxLength: Math.max(least, names.length >> 1) });
  return weighted<Targets>([
    [65, fc.constant({ services, databases, clients })],
    [30, fc.record({ services: few(services, 1), databases: few(databases, 1), clients: few(clients, 0) })],
    [5, fc.constantFrom(...rolesOf(services)).map((role) => ({ services: role, databases, clients }))],
  ]);
}

/** From the world's begin: by then the database is set up, and services are on their way. */
const STARTING_MS = 2000;
/** What strikes then is over by so long after the world's begin, to leave time for all to start. */
const STARTED_MS = 6000;
const MOST_AT_START = 4;

/** Some that strike while all starts, in a world that begins at `beginMs`. */
export function atStart(kinds: readonly FaultKind[], targets: Targets, beginMs: number): Faults {
  const strikes = kinds.filter((kind) => startFaults.includes(kind));
  if (strikes.length === 0) return fc.constant([]);
  const one = fc
    .constantFrom(...strikes)
    .chain((kind) => aFault(kind, targets, [beginMs, beginMs + STARTING_MS], STRENGTHS.mild));
  const sooner = (fault: PlannedFault): PlannedFault => ({
    ...fault,
    durationMs: Math.min(fault.durationMs, beginMs + STARTED_MS - fault.atMs),
  });
  return fc
    .array(one, { minLength: 1, maxLength: MOST_AT_START })
    .map((drawn) => drawn.map(sooner).sort((a, b) => a.atMs - b.atMs));
}

function together(lists: Faults[]): Faults {
  return fc.tuple(...lists).map((drawn) => drawn.flat().sort((a, b) => a.atMs - b.atMs));
}

function several(
  kind: FaultKind,
  n: number,
  targets: Targets,
  chaosMs: number,
  amount: Amount,
  stretch = 1,
): Faults {
  return fc.array(aFault(kind, targets, [0, chaosMs], amount, stretch), { minLength: n, maxLength: n });
}

/** One fault that begins at a whole millisecond between these two. */
export function aFault(
  kind: FaultKind,
  targets: Targets,
  [fromMs, toMs]: readonly [fromMs: number, toMs: number],
  amount: Amount = STRENGTHS.any,
  stretch = 1,
): fc.Arbitrary<PlannedFault> {
  const [min, max] = kind.durationMs;
  return fc.record<PlannedFault>({
    kind: fc.constant(kind.kind),
    atMs: fc.integer({ min: fromMs, max: toMs }),
    durationMs: amount(min * stretch, max * stretch),
    params: kind.draw(targets, amount) as fc.Arbitrary<Record<string, unknown>>,
  });
}
