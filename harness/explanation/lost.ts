/** Writes that the database said were done and did not keep: rolled back, with the member that had them. */
import type { Explanation, Message } from './format.ts';

export interface LostWrite {
  write: Message;
  /** What was answered: the write itself, or the commit of its transaction. */
  asked: Message;
  /** That it was done. */
  told: Message;
}

const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify']);

/** In the order they were sent, each once however often it was sent again. What a majority has is never lost. */
export function lostWrites({ messages, events }: Pick<Explanation, 'messages' | 'events'>): LostWrite[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const kept = new Set(
    events.flatMap(({ change }) => change?.message ?? []).map((id) => tryOf(byId.get(id))),
  );
  const replies = new Map(messages.map((message) => [message.answers, message]));
  const done = (asked: Message) => {
    const told = replies.get(asked.id);
    return told !== undefined && told.arrivedMs !== null && isDone(told.body) ? told : undefined;
  };
  const commands = messages.filter(({ answers, protocol }) => answers === null && protocol === 'mongodb');
  const commits = new Map<string, Message>();
  for (const command of commands)
    if (nameOf(command) === 'commitTransaction' && done(command)) commits.set(tryOf(command), command);

  const lost = new Map<string, LostWrite>();
  for (const write of commands) {
    const one = tryOf(write);
    if (!WRITES.has(nameOf(write)) || kept.has(one) || !changes(replies.get(write.id)?.body)) continue;
    const isInTransaction = bodyOf(write).autocommit === false;
    const asked = isInTransaction ? commits.get(one) : write;
    const told = asked && done(asked);
    // Of one transaction there are several.
    const key = isInTransaction ? write.id : one;
    if (told && !isOfMajority(asked) && !lost.has(key)) lost.set(key, { write, asked, told });
  }
  return [...lost.values()];
}

const bodyOf = ({ body }: Pick<Message, 'body'>): Record<string, unknown> =>
  (body ?? {}) as Record<string, unknown>;

const nameOf = (message: Message): string => Object.keys(bodyOf(message))[0] ?? '';

/** The same write however often it was sent: drivers number those that they may send again. */
function tryOf(message: Message | undefined): string {
  const { lsid, txnNumber } = message ? bodyOf(message) : {};
  return txnNumber === undefined ? (message?.id ?? '') : JSON.stringify([lsid, txnNumber]);
}

const isOfMajority = (message: Message): boolean =>
  (bodyOf(message).writeConcern as { w?: unknown } | undefined)?.w === 'majority';

function isDone(body: unknown): boolean {
  const { writeErrors, writeConcernError, ok } = (body ?? {}) as Record<string, unknown>;
  return writeErrors === undefined && writeConcernError === undefined && Number(ok) === 1;
}

/** Whether a reply is to a write that there was something to do for. */
function changes(body: unknown): boolean {
  const { n, nModified, upserted, lastErrorObject } = (body ?? {}) as Record<string, unknown>;
  const count = n ?? (lastErrorObject as { n?: unknown } | undefined)?.n ?? 0;
  return Number(count) > 0 && (nModified === undefined || Number(nModified) > 0 || upserted !== undefined);
}
