/** Accounts are what their streams say, and a stream only grows. */
import { type Document, EJSON } from 'bson';
import { type Change, type Invariant, invariant } from '../../../groundhog/index.ts';
import { accountOf, accountSubject, isIn, JOBS_DB, LEDGER_DB, STREAMS } from '../names.ts';

const messagesOf = (stream: Document | null): Document[] => stream?.messages ?? [];

/** After the first so many of its messages. */
const balanceAfter = (stream: Document, count: number): number =>
  messagesOf(stream)
    .slice(0, count)
    .reduce((sum, { type, data }) => (type === 'Entered' ? sum + data.amount : sum), 0);

/** Looks at each state of each stream. */
function ofStreams(
  name: string,
  says: string,
  wrongWith: (after: Document, before: Document | null) => string | undefined,
): Invariant {
  return invariant(name, says, (found) => ({
    onChange(change: Change) {
      if (!isIn(change, STREAMS) || !change.after) return [];
      const wrong = wrongWith(change.after, change.before);
      return wrong ? [found(change.atMs, accountSubject(accountOf(change.after)), wrong)] : [];
    },
  }));
}

export const streamsGrow = ofStreams(
  'streams only grow',
  'What is in a stream stays there, and its versions are 1, 2, 3 and so on.',
  (after, before) => {
    const messages = messagesOf(after);
    const lost = messagesOf(before).find((m, i) => m.metadata.messageId !== messages[i]?.metadata.messageId);
    if (lost) return `has lost its event ${lost.metadata.streamPosition}, ${EJSON.stringify(lost.data)}`;
    const wrong = messages.findIndex(({ metadata }, i) => Number(metadata.streamPosition) !== i + 1);
    if (wrong >= 0)
      return `has version ${messages[wrong]!.metadata.streamPosition} where ${wrong + 1} is to be`;
    const version = Number(after.metadata.streamPosition);
    return version === messages.length ? undefined : `says version ${version} of ${messages.length} events`;
  },
);

export const oneEntryForEachKey = ofStreams(
  'one entry for each key',
  'An account never has two entries of the same key.',
  (after) => {
    const keys = messagesOf(after).map(({ data }) => data.key);
    const twice = keys.find((key, i) => keys.indexOf(key) !== i);
    return twice === undefined ? undefined : `has two entries ${twice}`;
  },
);

export const neverOverdrawn = ofStreams(
  'never overdrawn',
  'An account never has less than nothing, after any of its events.',
  (after) => {
    for (let count = 1; count <= messagesOf(after).length; count++)
      if (balanceAfter(after, count) < 0) return `has ${balanceAfter(after, count)} at version ${count}`;
    return undefined;
  },
);

export const balanceIsFold = ofStreams(
  'the balance is the fold',
  'The balance beside a stream is what its events come to.',
  (after) => {
    const shown = after.projections?.balance?.balance;
    const folded = balanceAfter(after, messagesOf(after).length);
    return shown === folded ? undefined : `shows ${shown}, and its events come to ${folded}`;
  },
);

export const shownIsWhatWas = invariant(
  'what is shown is what was',
  'A report, and whoever asks for an account, has the balance that the account had at its version.',
  (found) => {
    const told: { subject: string; account: string; version: number; balance: number }[] = [];
    return {
      onAnswer({ kind, status, client, body }) {
        if (kind !== 'account' || status !== 200 || !body) return [];
        const { account, version, balance } = body;
        told.push({ subject: `answer to ${client}`, account, version, balance });
        return [];
      },
      atEnd(atMs, stores) {
        const streams = new Map<string, Document>();
        for (const stream of stores.all(LEDGER_DB, STREAMS)) streams.set(accountOf(stream), stream);
        const reports = [...stores.all(JOBS_DB, 'reports')].map(({ _id, account, version, balance }) => ({
          ...{ subject: `report ${_id}`, account, version, balance },
        }));
        return [...reports, ...told].flatMap(({ subject, account, version, balance }) => {
          const stream = streams.get(account) ?? {};
          const was = balanceAfter(stream, version);
          if (version <= messagesOf(stream).length && balance === was) return [];
          const wrong = `shows ${balance} at version ${version} of ${account}, and that was ${was}`;
          return [found(atMs, subject, wrong, [accountSubject(account)])];
        });
      },
    };
  },
);
