/** Reading an explanation: what happened, one thing whole, what was stored, what was logged. */
import { collectionsOf, heldAt } from '../../reports/explain/view/state.ts';
import type { Session } from '../session.ts';
import { ms, type Tool, ToolError, text, whole, yes } from '../tool.ts';
import { happenedIn } from './happened.ts';

const EXPLANATION = text('what explain returned as `explanation`');
const TIMES = {
  fromMs: ms('from this moment on, on the clock of the run; absent: from the beginning'),
  toMs: ms('up to this moment; absent: to the end'),
};
const PAGE = {
  limit: { ...whole('at most so many', 1, 1000), default: 100 },
  after: text('only what comes after the one with this id: the `next` of the answer before'),
};

interface Paged {
  explanation: string;
  fromMs?: number;
  toMs?: number;
  limit: number;
  after?: string;
}

/** Those within the times, after the one that was read last, and which is the last of them if there are more. */
function page<T extends { id: string; atMs: number }>(
  all: readonly T[],
  { fromMs, toMs, limit, after }: Paged,
) {
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0)
    throw new ToolError(`there is nothing with id '${after}' to go on after`);
  const inTime = all
    .slice(from)
    .filter(
      ({ atMs }) =>
        atMs >= (fromMs ?? Number.NEGATIVE_INFINITY) && atMs <= (toMs ?? Number.POSITIVE_INFINITY),
    );
  const items = inTime.slice(0, limit);
  const left = inTime.length - items.length;
  return { items, left, next: left > 0 ? items.at(-1)!.id : null };
}

interface EventsAsked extends Paged {
  lane?: string;
  subject?: string;
  kinds?: string[];
  strong: boolean;
}

export const readEvents = (session: Session): Tool => ({
  name: 'read_events',
  says: 'What happened in an explained run, in time: messages between processes, commits, starts, crashes, elections, faults, the violation; a line each. read_item has the whole of one.',
  takes: {
    explanation: EXPLANATION,
    ...TIMES,
    lane: text('only of this process or member of the database'),
    subject: text('only what is about this, such as `order ORD-7`'),
    kinds: {
      type: 'array',
      items: text('message, or a kind of event'),
      description: 'only these kinds, such as ["commit", "message"]',
    },
    strong: { ...yes('only what concerns the violation'), default: false },
    ...PAGE,
  },
  needs: ['explanation'],
  run({ lane, subject, kinds, strong, ...paged }: EventsAsked) {
    const all = happenedIn(session.explanation(paged.explanation)).filter(
      (it) =>
        (lane === undefined || it.lanes.includes(lane)) &&
        (subject === undefined || it.subjects.includes(subject)) &&
        (kinds === undefined || kinds.includes(it.kind)) &&
        (!strong || it.strong),
    );
    const { items, ...rest } = page(all, paged);
    return { events: items, ...rest };
  },
});

export const readItem = (session: Session): Tool => ({
  name: 'read_item',
  says: 'One message, event, fault or log line of an explained run, whole: the decoded body, the document before and after, where in the code it was sent.',
  takes: { explanation: EXPLANATION, id: text('its id') },
  needs: ['explanation', 'id'],
  run({ explanation, id }: { explanation: string; id: string }) {
    const { messages, events, faults, logs } = session.explanation(explanation);
    const found = [...messages, ...events, ...faults, ...logs].find((item) => item.id === id);
    if (!found) throw new ToolError(`there is nothing with id '${id}'`);
    return found;
  },
});

interface DocumentsAsked {
  explanation: string;
  collection: string;
  atMs?: number;
  contains?: string;
  limit: number;
}

export const readDocuments = (session: Session): Tool => ({
  name: 'read_documents',
  says: 'What a collection held at a moment of an explained run, what changed last first, and which commit made it so. Documents that no commit is about, such as those of the set-up, are not told.',
  takes: {
    explanation: EXPLANATION,
    collection: text('its name with that of its database, such as `shop_db.orders`'),
    atMs: ms('the moment; absent: that of the violation, or the end'),
    contains: text('only documents that have this text in them'),
    limit: PAGE.limit,
  },
  needs: ['explanation', 'collection'],
  run({ explanation: id, collection, atMs, contains, limit }: DocumentsAsked) {
    const explanation = session.explanation(id);
    const collections = collectionsOf(explanation);
    const commits = collections.get(collection);
    if (!commits)
      throw new ToolError(
        `no commit is of '${collection}'; there are: ${[...collections.keys()].sort().join(', ')}`,
      );
    const at = atMs ?? explanation.violation?.atMs ?? explanation.toMs;
    const held = heldAt(commits, at)
      .filter(({ document }) => document !== null && document !== undefined)
      .map(({ document, since }) => ({
        document,
        since: since && { event: since.id, atMs: since.atMs, op: since.change.op, by: since.change.by },
      }))
      .filter(({ document }) => contains === undefined || JSON.stringify(document).includes(contains));
    return { atMs: at, documents: held.slice(0, limit), left: Math.max(0, held.length - limit) };
  },
});

interface LogsAsked extends Paged {
  lane?: string;
  contains?: string;
}

export const readLogs = (session: Session): Tool => ({
  name: 'read_logs',
  says: 'What the processes and the members of the database logged in an explained run, in time.',
  takes: {
    explanation: EXPLANATION,
    ...TIMES,
    lane: text('only of this process or member'),
    contains: text('only lines that have this text in them'),
    ...PAGE,
  },
  needs: ['explanation'],
  run({ lane, contains, ...paged }: LogsAsked) {
    const { logs } = session.explanation(paged.explanation);
    const all = logs.filter(
      (log) =>
        (lane === undefined || log.lane === lane) && (contains === undefined || log.line.includes(contains)),
    );
    const { items, ...rest } = page(all, paged);
    return { logs: items, ...rest };
  },
});
