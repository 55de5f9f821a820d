/** How something came to be written: on whose behalf, knowing what, and what the writer heard of it. */
import type { Message } from '../../../harness/explanation/index.ts';
import { type Commit, collOf, isRead, shared, type Tale } from './told.ts';
import { at, type Clause, clause, type Part, said, sentences } from './words.ts';

/** What was read so long before is not what was decided on. */
const MEMORY_MS = 30_000;

/** In their order; what one did for one request at one time is told together. */
export function writing(tale: Tale, commits: readonly Commit[]): Part[] {
  const parts: (Part & { by: string | null; request: Message | undefined })[] = [];
  const served = new Set<string>();
  for (const commit of commits) {
    const { by, coll } = commit.change;
    const message = tale.message(commit.change.message);
    const request = message && requestServed(tale, message, (id) => !served.has(`${coll} ${id}`));
    if (request) served.add(`${coll} ${request.id}`);
    const last = parts.at(-1);
    const isSame = last !== undefined && request !== undefined && last.by === by && last.request === request;
    const clauses = sentences(
      request && !isSame ? onBehalf(tale, request) : [],
      ...(by !== null && message ? knowing(tale, by, message, commit) : []),
      [
        clause(
          `${by ?? 'Somebody who is not of the scenario'} wrote ${commit.label}, which was stored ${at(commit.atMs)}`,
          commit.id,
        ),
      ],
      message ? unheard(tale, message) : [],
    );
    if (isSame) last.clauses.push(...clauses);
    else parts.push({ atMs: commit.atMs, by, request, clauses });
  }
  return parts;
}

function knowing(tale: Tale, by: string, message: Message, commit: Commit): Clause[][] {
  const read = lastRead(tale, message, commit);
  return [read ? believed(by, read, unseen(tale, read, commit)) : [], refused(tale, message, commit, read)];
}

/**
 * The request that whoever sent the message was at: of those that it had not answered yet the one that is most of all about
 * the same, and of several the first for which nothing of that kind was written yet.
 */
function requestServed(
  tale: Tale,
  message: Message,
  isNew: (request: string) => boolean,
): Message | undefined {
  const open = tale.facts.messages.filter((request) => {
    const { to, arrivedMs, protocol, answers } = request;
    if (protocol !== 'http' || answers !== null || to !== message.from) return false;
    if (arrivedMs === null || arrivedMs > message.sentMs) return false;
    return (tale.answerTo(request)?.sentMs ?? Number.POSITIVE_INFINITY) >= message.sentMs;
  });
  const most = Math.max(...open.map(({ subjects }) => shared(subjects, message.subjects)), 0);
  // With nothing in common it must be the only one.
  if (most === 0) return open.length === 1 ? open[0] : undefined;
  const closest = open.filter(({ subjects }) => shared(subjects, message.subjects) === most);
  return closest.find(({ id }) => isNew(id)) ?? closest.at(-1);
}

function onBehalf(tale: Tale, request: Message): Clause[] {
  const { from, to, arrivedMs, sentMs, fate, id } = request;
  const fault = tale.fault(request.fault);
  const late = fate === null ? '' : `: sent ${at(sentMs)}, it was ${fate}`;
  const clauses = [clause(`${to} was asked by ${from} ${at(arrivedMs!)}: ${said(request)}${late}`, id)];
  return fault ? [...clauses, clause(`(${fault.kind}: ${fault.words})`, fault.id)] : clauses;
}

/** What whoever sent the message had been told last by the database about what it then wrote. */
function lastRead(tale: Tale, message: Message, { change, subjects }: Commit): Message | undefined {
  const reads = tale.messages.filter((reply) => {
    const asked = tale.message(reply.answers);
    return (
      reply.to === message.from &&
      asked !== undefined &&
      isRead(asked) &&
      reply.arrivedMs !== null &&
      reply.arrivedMs <= message.sentMs &&
      reply.arrivedMs > message.sentMs - MEMORY_MS &&
      shared(reply.subjects, subjects) > 0
    );
  });
  const same = reads.filter((reply) => collOf(tale.message(reply.answers)) === change.coll);
  return same.at(-1) ?? reads.at(-1);
}

/** What others stored of the same while the writer went by what it had read. */
function unseen(tale: Tale, read: Message, commit: Commit): Commit[] {
  const coll = collOf(tale.message(read.answers));
  return tale.commits.filter(
    (other) =>
      other !== commit &&
      other.change.coll === coll &&
      other.change.by !== commit.change.by &&
      shared(other.subjects, commit.subjects) > 0 &&
      other.atMs > read.sentMs &&
      other.atMs <= commit.atMs &&
      (tale.message(other.change.message)?.arrivedMs ?? other.atMs) < commit.atMs,
  );
}

function believed(by: string, read: Message, others: readonly Commit[]): Clause[] {
  const what = said(read) === 'nothing' ? ', that there was nothing new' : `: ${said(read)}`;
  const clauses = [clause(`${by} went by what it had read ${at(read.arrivedMs!)}${what}`, read.id)];
  const last = others.at(-1);
  if (!last) return clauses;
  return [
    ...clauses,
    clause(
      `, so it did not know that ${last.change.by ?? 'another'} had written ${last.label} by ${at(last.atMs).slice(3)}`,
      last.id,
    ),
  ];
}

/** Earlier tries of the same that the database refused. */
function refused(
  tale: Tale,
  message: Message,
  { change, subjects }: Commit,
  read: Message | undefined,
): Clause[] {
  const since = read?.sentMs ?? message.sentMs - 1000;
  return tale.messages
    .filter((reply) => {
      const asked = tale.message(reply.answers);
      return (
        asked?.from === message.from &&
        collOf(asked) === change.coll &&
        reply.label.startsWith('error') &&
        reply.sentMs >= since &&
        reply.sentMs <= message.sentMs &&
        shared(asked.subjects, subjects) > 0
      );
    })
    .slice(-2)
    .map((reply) => clause(`${message.from} had been refused ${at(reply.sentMs)}: ${said(reply)}`, reply.id));
}

/** The writer was never told that it was stored, or late. */
function unheard(tale: Tale, message: Message): Clause[] {
  const reply = tale.answerTo(message);
  if (!reply || reply.fate === null) return [];
  const fault = tale.fault(reply.fault);
  const told = reply.arrivedMs === null ? 'never heard of that' : `heard of that only ${at(reply.arrivedMs)}`;
  const clauses = [clause(`${message.from} ${told}: ${reply.fate}`, reply.id)];
  return fault ? [...clauses, clause(`(${fault.kind}: ${fault.words})`, fault.id)] : clauses;
}
