/**
 * What went wrong in a run, each with the excerpt of what was sent and done around it: small enough to be looked into,
 * and with all that is about its subject.
 */
import { EXCERPT_FORMAT, EXCERPT_VERSION, type Finding, type LiveExcerpt } from '../excerpt/format.ts';
import { namesOf, saysOneOf } from '../invariants/about.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import type { ChaosEvent } from '../stack/chaos.ts';
import type { Seen } from './seen.ts';
import type { SentPart } from './sent.ts';

/** Of each invariant the first violation; of so many at the most. */
const EXCERPTS_MOST = 5;
/** What was under way when the subject was first heard of, and what still came of it after the last. */
const LEAD_MS = 3000;
const TAIL_MS = 3000;
const SPAN_MOST_MS = 60_000;
const REQUESTS_MOST = 150;
/** Several clients are one in the excerpt: more hosts make nothing plainer. */
const CLIENTS_MOST = 5;

type Found = Finding & {
  related?: string[];
  /** By the run's clock, when it was found. */
  atMs: number;
  /** When the stores last said something of it. */
  changedMs?: number | undefined;
};

/** None of a stack that runs elsewhere, or by what the simulator does not have: nobody knows its processes. */
export function excerptsOf(seen: Seen): LiveExcerpt[] {
  if (seen.options.target !== null || seen.options.engine !== null) return [];
  const found = foundIn(seen);
  if (found.length === 0) return [];
  const parts = seen.sent.parts.map(inOrder);
  return found.flatMap((one) => excerptOf(one, parts, seen) ?? []);
}

/** By when they were sent: they are told as they are answered, and one that was answered late may be the first. */
const inOrder = (part: SentPart): SentPart => ({
  ...part,
  requests: part.requests.toSorted((a, b) => a.atMs - b.atMs),
});

function foundIn({ watch, settled, file, end }: Seen): Found[] {
  const { judge, ledger, rest } = watch;
  const violated = new Map<string, Found>();
  for (const violation of judge.violations) {
    if (violated.has(violation.invariant)) continue;
    violated.set(violation.invariant, {
      what: 'violated',
      ...violation,
      changedMs: judge.lastChangeMs(violation),
    });
  }
  const found = [...violated.values()].slice(0, EXCERPTS_MOST);
  const atMs = end.elapsedMs;
  // While something is left to do, what was promised may still come.
  const [wrong] = settled === true && ledger !== null ? ledger.wrong(judge.stores) : [];
  if (wrong !== undefined) {
    const message = `of one of the ${file.scenario.size.of} one thing was told and another stored`;
    found.push({ what: 'lost', subject: `${file.scenario.size.of} ${wrong}`, message, atMs });
  }
  const [open] = settled === false && violated.size === 0 ? rest.open() : [];
  if (open !== undefined) {
    const message = 'it came to no end';
    found.push({ what: 'stuck', subject: open, message, atMs });
  }
  return found;
}

function excerptOf(found: Found, parts: readonly SentPart[], seen: Seen) {
  const { options, instances, database, file, startedAt } = seen;
  const isAbout = aboutOf(found, parts);
  // Names are of one part alone; what is about none of them is of the last that sent anything.
  const part =
    parts.findLast(({ requests }) => requests.some(({ request }) => isAbout(request))) ??
    parts.findLast(({ requests }) => requests.length > 0);
  if (part === undefined) return undefined;
  const about = part.requests.filter(({ request }) => isAbout(request));
  const { fromMs, toMs } = spanOf(found, about, part);
  const requests = nearest(part, about, fromMs, toMs);
  const { bug, seed } = options;
  const { what, invariant, subject, message } = found;
  const services = Object.keys(file.scenario.services);
  return {
    ...{ format: EXCERPT_FORMAT, version: EXCERPT_VERSION, scenario: file.scenario.name },
    ...{ startedAt: startedAt.toISOString(), seed },
    ...(bug && { bug: bug.name }),
    found: { what, ...(invariant !== undefined && { invariant }), subject, message },
    topology: {
      instances: Object.fromEntries(services.map((service) => [service, instances(service)!])),
      members: database.members,
    },
    durationMs: Math.ceil(toMs - fromMs),
    data: part.data,
    requests: withFewClients(requests).map(({ request, atMs }) => ({
      ...request,
      atMs: micros(atMs - fromMs),
    })),
    chaos: part.chaos.flatMap((event) => within(event, fromMs, toMs) ?? []),
  } satisfies LiveExcerpt;
}

/** A request is about what was found when it says its name; where none does, when what is told of it names the request. */
function aboutOf(found: Found, parts: readonly SentPart[]): (request: PlannedRequest) => boolean {
  const isNamed = saysOneOf(namesOf(found));
  if (parts.some(({ requests }) => requests.some(({ request }) => isNamed(request)))) return isNamed;
  const told = new Set(found.message.split(/[^\w.-]+/));
  return ({ key }) => key !== '' && told.has(key);
}

/** From some time before the subject is first asked about to what was found; or to when the last became of it. */
function spanOf(found: Found, about: SentPart['requests'], { requests }: SentPart) {
  const firstMs = about[0]?.atMs ?? requests[0]!.atMs;
  const lastMs = (about.at(-1) ?? requests.at(-1))!.atMs;
  const changedMs = Math.max(found.changedMs ?? found.atMs, lastMs) + TAIL_MS;
  // What is found in a later part is told by another clock.
  const isLater = found.atMs < firstMs;
  const toMs = isLater ? lastMs + TAIL_MS : Math.max(firstMs, Math.min(found.atMs, changedMs));
  return { fromMs: Math.max(requests[0]!.atMs, firstMs - LEAD_MS, toMs - SPAN_MOST_MS), toMs };
}

/** All that is about the subject, then what was sent at about the same time; the latest where it is too many. */
function nearest(
  { requests }: SentPart,
  about: SentPart['requests'],
  fromMs: number,
  toMs: number,
): SentPart['requests'] {
  const isInside = ({ atMs }: { atMs: number }) => atMs >= fromMs && atMs <= toMs;
  const inside = requests.filter(isInside);
  const latest = about.filter(isInside).slice(-REQUESTS_MOST);
  const times = latest.length > 0 ? latest.map(({ atMs }) => atMs) : [toMs];
  const byNearness = inside
    .map((sent) => ({ sent, farMs: Math.min(...times.map((time) => Math.abs(time - sent.atMs))) }))
    .sort((a, b) => a.farMs - b.farMs)
    .map(({ sent }) => sent);
  const kept = new Set([...new Set([...latest, ...byNearness])].slice(0, REQUESTS_MOST));
  return inside.filter((one) => kept.has(one));
}

/** Those of one client stay those of one. */
function withFewClients(requests: SentPart['requests']): SentPart['requests'] {
  const clients = [...new Set(requests.map(({ request }) => request.client))];
  return requests.map(({ request, atMs }) => ({
    request: { ...request, client: clients.indexOf(request.client) % CLIENTS_MOST },
    atMs,
  }));
}

/** What of an event lies within; undefined: nothing. */
function within(event: ChaosEvent, fromMs: number, toMs: number): ChaosEvent | undefined {
  const endMs = event.atMs + event.durationMs;
  if (endMs <= fromMs || event.atMs > toMs) return undefined;
  const atMs = Math.max(event.atMs, fromMs);
  return { ...event, atMs: micros(atMs - fromMs), durationMs: micros(endMs - atMs) };
}

/** Milliseconds to the microsecond. */
const micros = (ms: number): number => Math.round(ms * 1000) / 1000;
