/** A run that is too long to be drawn whole is cut to what is around its violation. */
import type { Facts } from './facts.ts';

/** Messages that are drawn, at most: more make a page that is slow to load and to move. */
const MOST = 4000;
/** What comes after a violation shows what it led to. */
const AFTER_MS = 500;

export function windowOf(facts: Facts): Facts {
  const { messages, events, logs, violation } = facts;
  const countOf = (f: Pick<Facts, 'messages' | 'events' | 'logs'>) =>
    f.messages.length + f.events.length + f.logs.length;
  if (countOf(facts) <= MOST) return facts;
  const atMs = violation?.atMs ?? facts.toMs;
  const toMs = Math.min(facts.toMs, atMs + AFTER_MS);
  const times = [
    ...messages.map(({ sentMs }) => sentMs),
    ...events.map((e) => e.atMs),
    ...logs.map((l) => l.atMs),
  ]
    .filter((at) => at <= toMs)
    .sort((a, b) => b - a);
  const fromMs = times[MOST] ?? facts.fromMs;
  const isIn = (at: number) => at >= fromMs && at <= toMs;
  const kept = {
    // What is under way when it begins.
    messages: messages.filter(
      ({ sentMs, arrivedMs }) => isIn(sentMs) || (arrivedMs !== null && isIn(arrivedMs)),
    ),
    events: events.filter(({ atMs, kind }) => isIn(atMs) || kind === 'fault' || kind === 'phase'),
    logs: logs.filter((log) => isIn(log.atMs)),
  };
  const there = new Set([...kept.messages, ...kept.events].map(({ id }) => id));
  return {
    ...facts,
    ...kept,
    faults: facts.faults.map((fault) => ({ ...fault, struck: fault.struck.filter((id) => there.has(id)) })),
    window: { fromMs, toMs, leftOut: countOf(facts) - countOf(kept) },
  };
}
