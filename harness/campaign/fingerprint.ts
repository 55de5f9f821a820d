/** What a failure is of, whatever its seed: made of what is left of it once it is shrunk. */
import { createHash } from 'node:crypto';
import type { Event, Explanation } from '../explanation/index.ts';
import { kindOfSubject, normalised } from './kind.ts';

export interface Fingerprint {
  fingerprint: string;
  /** What it is made of, a line each. */
  shape: string[];
}

const DIGITS = 10;

/**
 * Of an explained failure that was shrunk. Ids, numbers, times and instances are not in it, nor which fault it was that
 * brought it about: a crash and a lost reply may well expose the same.
 */
export function fingerprintOf(explanation: Explanation): Fingerprint {
  const shape = shapeOf(explanation);
  const hash = createHash('sha256').update(shape.join('\n')).digest('hex');
  return { fingerprint: hash.slice(0, DIGITS), shape };
}

function shapeOf(explanation: Explanation): string[] {
  const { violation, verdict, reason } = explanation;
  if (violation === null) return [verdict, normalised(reason)];
  const { invariant, subject, message } = violation;
  return [`${invariant}, ${kindOfSubject(subject)}`, normalised(message), ...stepsOf(explanation)];
}

/** What was written about the subject, by which service and from where in its code, each once. */
function stepsOf({ violation, events, messages, lanes }: Explanation): string[] {
  const serviceOf = new Map(lanes.map(({ name, service }) => [name, service]));
  const stackOf = new Map(messages.map(({ id, stack }) => [id, stack]));
  const steps = events.flatMap((event) => {
    if (!event.change || !isAbout(event, violation!)) return [];
    const { coll, op, by, message } = event.change;
    const from = (message !== null && stackOf.get(message)?.map(placeOf)[0]) || '';
    return [`${serviceOf.get(by ?? '') ?? 'somebody'}: ${op} ${coll}${from && ` in ${from}`}`];
  });
  return [...new Set(steps)].sort();
}

const isAbout = ({ subjects, atMs }: Event, violation: { subject: string; atMs: number }): boolean =>
  subjects.includes(violation.subject) && atMs <= violation.atMs;

/** A frame without its line, which changes with what stands above it. */
const placeOf = (frame: string): string => frame.replace(/:\d+(?::\d+)?\)?$/, '').replace(/\(/, '');
