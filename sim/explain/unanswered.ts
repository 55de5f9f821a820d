/** Answers that were never sent: a server that closed the connection in place of one. They are told as lost messages. */
import type { Message } from '../../harness/explanation/index.ts';
import type { Faults } from './faults.ts';
import type { Told } from './messages.ts';
import type { Recording } from './recording.ts';

export const NO_ANSWER = 'no answer';

/** Faults that keep a member of the database from answering. */
const MUTING = ['lost-write-reply', 'kill-cursors'];

/** For each request whose server hung up on it, what would have been its answer. */
export function neverAnswered(told: readonly Told[], { talks }: Recording, faults: Faults): Message[] {
  const answered = new Set(told.flatMap(({ message }) => message.answers ?? []));
  const closed = new Map(
    talks.flatMap(({ client, server }) => {
      const isFirst =
        server.closedUs !== null && (client.closedUs === null || server.closedUs < client.closedUs);
      return isFirst ? client.pieces.map((piece) => [piece, server.closedUs!] as const) : [];
    }),
  );
  return told.flatMap(({ message, said }): Message[] => {
    const { id, from, to, arrivedMs, protocol, subjects, strong, isNoise } = message;
    const closedUs = closed.get(said.pieces[0]!);
    if (said.isReply || isNoise || answered.has(id) || arrivedMs === null || closedUs === undefined)
      return [];
    const sentMs = closedUs / 1000;
    if (sentMs < arrivedMs) return [];
    const fault = MUTING.flatMap((kind) => faults.inForce(to, sentMs, kind))[0]?.id ?? null;
    const fate = `${to} closed the connection in place of an answer`;
    return [
      {
        ...{
          id: `${id}-unanswered`,
          from: to,
          to: from,
          label: NO_ANSWER,
          protocol,
          sentMs,
          arrivedMs: null,
        },
        ...{ fate, fault, answers: id, subjects, strong, isNoise, body: null, stack: [] },
      },
    ];
  });
}
