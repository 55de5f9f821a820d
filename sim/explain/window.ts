/** A run that is too long to be drawn whole is cut to what is around its violation. */
import type { Facts } from './facts.ts';

/** Messages, events and lines that are drawn, at most: more make a page that is slow to load and to move. */
const MOST = 4000;
/** What comes after a violation shows what it led to. */
const AFTER_MS = 500;
/** Of those there are few, and they bear on all that comes after them. */
const FEW = new Set([
  'fault',
  'phase',
  'crash',
  'exit',
  'start',
  'pause',
  'resume',
  'signal',
  'election',
  'violation',
]);

export function windowOf(facts: Facts): Facts {
  const { messages, events, logs } = facts;
  if (countOf(facts) <= MOST) return facts;
  const toMs = Math.min(facts.toMs, lastMs(facts) + AFTER_MS);
  const times = [
    ...messages.map(({ sentMs }) => sentMs),
    ...events.map(({ atMs }) => atMs),
    ...logs.map(({ atMs }) => atMs),
  ].filter((atMs) => atMs <= toMs);
  const fromMs = times.sort((a, b) => b - a)[MOST] ?? facts.fromMs;
  const isIn = (atMs: number | null) => atMs !== null && atMs >= fromMs && atMs <= toMs;
  const told = new Set(facts.story.flatMap(({ clauses }) => clauses.flatMap(({ ref }) => ref ?? [])));
  const kept = {
    // What is under way when it begins, too.
    messages: messages.filter(({ id, sentMs, arrivedMs }) => isIn(sentMs) || isIn(arrivedMs) || told.has(id)),
    events: events.filter(({ id, atMs, kind }) => isIn(atMs) || FEW.has(kind) || told.has(id)),
    logs: logs.filter(({ id, atMs }) => isIn(atMs) || told.has(id)),
  };
  const there = new Set([...kept.messages, ...kept.events].map(({ id }) => id));
  return {
    ...facts,
    ...kept,
    faults: facts.faults.map((fault) => ({ ...fault, struck: fault.struck.filter((id) => there.has(id)) })),
    window: { fromMs, toMs, leftOut: countOf(facts) - countOf(kept) },
  };
}

const countOf = ({ messages, events, logs }: Pick<Facts, 'messages' | 'events' | 'logs'>): number =>
  messages.length + events.length + logs.length;

/** What is missing in the end is found long after anything was said of it: then that is what to look at. */
function lastMs({ violation, events, messages, toMs }: Facts): number {
  const untilMs = violation?.atMs ?? toMs;
  const times = [
    ...events.filter(({ strong, kind }) => strong && kind !== 'violation').map(({ atMs }) => atMs),
    ...messages.filter(({ strong }) => strong).map(({ sentMs }) => sentMs),
  ].filter((atMs) => atMs <= untilMs);
  return times.length === 0 ? untilMs : times.reduce((latest, atMs) => Math.max(latest, atMs));
}
