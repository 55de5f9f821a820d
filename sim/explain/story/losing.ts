/** What the database said was written and then did not keep, and who was primary meanwhile. */
import type { Message } from '../../../harness/explanation/index.ts';
import type { Tale } from './told.ts';
import { at, clause, type Part, said, sentences } from './words.ts';

const WRITES = /^(insert|update|findAndModify)\b/;
const MOST = 3;

export function losing(tale: Tale): Part[] {
  const stored = new Set(
    tale.facts.events.flatMap(({ change }) => change?.message ?? []).map((id) => tryOf(tale.message(id))),
  );
  const lost = tale.messages.filter((message) => {
    if (message.answers !== null || message.protocol !== 'mongodb' || !WRITES.test(message.label))
      return false;
    const reply = tale.answerTo(message);
    return reply !== undefined && reply.arrivedMs !== null && wrote(reply) && !stored.has(tryOf(message));
  });
  return lost.slice(-MOST).map((message) => {
    const reply = tale.answerTo(message)!;
    return {
      atMs: reply.sentMs,
      clauses: sentences([
        clause(
          `${message.from} was told by ${message.to} ${at(reply.sentMs)} that it had written ${said(message)}`,
          reply.id,
        ),
        clause(', and that was not kept', message.id),
      ]),
    };
  });
}

/** Who became primary, or was no longer, once what concerns the violation had begun. */
export function electing(tale: Tale): Part[] {
  const fromMs = Math.min(...tale.requests.map(({ sentMs }) => sentMs), tale.untilMs);
  const elections = tale.facts.events.filter(
    ({ kind, atMs }) => kind === 'election' && atMs >= fromMs && tale.isBefore(atMs),
  );
  return elections
    .slice(-MOST)
    .map(({ label, atMs, id }) => ({ atMs, clauses: sentences([clause(`${label} ${at(atMs)}`, id)]) }));
}

/** The same write however often it was sent: drivers number those that they may send again. */
function tryOf(message: Message | undefined): string {
  const { lsid, txnNumber } = (message?.body ?? {}) as { lsid?: unknown; txnNumber?: unknown };
  return txnNumber === undefined ? (message?.id ?? '') : JSON.stringify([lsid, txnNumber]);
}

function wrote({ body }: Message): boolean {
  const { n, nModified, upserted, writeErrors, ok } = (body ?? {}) as Record<string, unknown>;
  if (writeErrors !== undefined || Number(ok) !== 1 || Number(n ?? 0) === 0) return false;
  return nModified === undefined || Number(nModified) > 0 || upserted !== undefined;
}
