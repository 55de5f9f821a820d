/** What a run came to, why, and the exit code that says so. */
import type { Invariant, Judge } from '../invariants/index.ts';
import { capital } from '../words.ts';
import type { Death, Verdict } from './result.ts';

/** Exit codes of `npm run load`; docs/load.md lists them. */
export const EXIT = {
  passed: 0,
  violated: 1,
  badUsage: 2,
  /** Something did not start, a process died that nobody killed, or the report could not be written. */
  broken: 4,
  sloMissed: 5,
  invalid: 6,
  interrupted: 130,
} as const;

/** Why figures or judgement cannot be trusted, and what to do about it. */
export interface Flaw {
  why: string;
  advice?: string;
}

export interface Findings {
  judge: Judge;
  /** All that were judged. */
  invariants: readonly Pick<Invariant, 'name' | 'says'>[];
  /** What the ledger is of: `orders`. */
  of: string;
  /** Whether the end was judged: everything was quiet, and the judge had seen it all. */
  judgedToEnd: boolean;
  /** Pieces of work that were told one thing and stored as another. */
  unaccounted: number;
  interrupted: boolean;
  flaws: Flaw[];
  deaths: Death[];
  /** What else broke: a service that chaos killed and that did not come back. */
  broken: string[];
  saturated: string | null;
  slos: Verdict['slos'];
  notes: string[];
}

const EXIT_OF: Record<Verdict['outcome'], number> = {
  passed: EXIT.passed,
  violated: EXIT.violated,
  broken: EXIT.broken,
  interrupted: EXIT.interrupted,
  invalid: EXIT.invalid,
  'limit missed': EXIT.sloMissed,
};

/** Where the report could not be written: only a violation outweighs that. */
export const exitUnkept = (exitCode: number): number =>
  exitCode === EXIT.violated ? EXIT.violated : EXIT.broken;

export function verdictOf(found: Findings): Verdict {
  const { judge, slos, notes, saturated, flaws } = found;
  const violations = judge.violations.map((violation) => ({
    invariant: violation.invariant,
    atMs: violation.atMs,
    subject: violation.subject,
    message: violation.message,
    story: judge.story(violation),
  }));
  if (found.unaccounted > 0) {
    const message = `of ${found.unaccounted} one thing was told and another stored`;
    violations.push({ invariant: 'ledger', atMs: 0, subject: found.of, message, story: [] });
  }
  const invariants = violations.length > 0 ? 'violated' : found.judgedToEnd ? 'held' : 'not judged';
  const said = { violations, dropped: judge.dropped };
  const outcome = outcomeOf(invariants, found);
  const reasons = reasonsOf(found, said);
  return {
    exitCode: EXIT_OF[outcome],
    outcome,
    sentence: sentenceOf(outcome, found, said, reasons),
    reasons,
    advice: flaws.flatMap(({ advice }) => advice ?? []),
    saturated,
    invariants,
    invalid: flaws.map(({ why }) => why),
    violations,
    droppedViolations: judge.dropped,
    judged: found.invariants.map(({ name, says }) => ({ name, says })),
    slos,
    notes,
  };
}

/** The first that holds. */
function outcomeOf(invariants: Verdict['invariants'], found: Findings): Verdict['outcome'] {
  if (invariants === 'violated') return 'violated';
  if (found.deaths.length > 0 || found.broken.length > 0) return 'broken';
  if (found.interrupted) return 'interrupted';
  if (found.flaws.length > 0 || invariants === 'not judged') return 'invalid';
  return found.slos.every(({ met }) => met) ? 'passed' : 'limit missed';
}

interface Said {
  violations: Verdict['violations'];
  dropped: number;
}

/** In the order of cause and effect: what died may have upset all the rest. */
function reasonsOf(found: Findings, { violations }: Said): string[] {
  return [
    ...found.deaths.map(({ sentence }) => sentence),
    ...found.broken,
    ...byInvariant(violations),
    ...(found.interrupted ? ['it was interrupted'] : []),
    ...found.flaws.map(({ why }) => why),
    ...found.slos.filter(({ met }) => !met).map(missed),
  ];
}

/** One reason for each invariant: the first time it was violated, and how often. */
function byInvariant(violations: Verdict['violations']): string[] {
  const names = [...new Set(violations.map(({ invariant }) => invariant))];
  return names.map((name) => {
    const [first, ...others] = violations.filter(({ invariant }) => invariant === name);
    return `${name}, ${first!.subject}: ${first!.message}${more(others.length)}`;
  });
}

function sentenceOf(outcome: Verdict['outcome'], found: Findings, said: Said, reasons: string[]): string {
  const { deaths, saturated, slos } = found;
  const also = saturated === null ? '' : ` ${saturated}`;
  switch (outcome) {
    case 'passed': {
      const limits = slos.length === 0 ? '' : ` and ${count(slos.length, 'limit was', 'limits were')} met`;
      return `Passed: ${held(found.invariants.length)}${limits}.${also}`;
    }
    case 'violated': {
      const { violations, dropped } = said;
      const [{ invariant, subject, message }] = violations as [Verdict['violations'][number]];
      const more = violations.length - 1 + dropped;
      // What died comes first: it may have upset all the rest.
      return [
        ...deaths.slice(0, 1).map(({ sentence }) => `${capital(sentence)}.`),
        `Violated: ${invariant}, ${subject}: ${message}${more > 0 ? `, and ${more} more` : ''}.`,
      ].join(' ');
    }
    case 'broken':
      return `Broken: ${reasons[0]}${more(deaths.length + found.broken.length - 1)}.`;
    case 'interrupted':
      return 'Interrupted: the figures cover what was driven until then, and the end was not judged.';
    case 'invalid':
      return `Invalid: ${reasons[0] ?? 'the end could not be judged'}${more(found.flaws.length - 1)}.${also}`;
    case 'limit missed': {
      const all = slos.filter(({ met }) => !met);
      return `Limit missed: ${missed(all[0]!)}${more(all.length - 1)}.${also}`;
    }
  }
}

function missed({ limit, value }: Verdict['slos'][number]): string {
  return `${limit} was asked, ${value ?? 'what came cannot be known'}${value === null ? '' : ' measured'}`;
}

const held = (n: number): string => (n === 1 ? 'the invariant held' : `all ${n} invariants held`);
const more = (others: number): string => (others > 0 ? `, and ${others} more` : '');

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
