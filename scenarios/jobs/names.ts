/** Where things are stored, and what they are called when they are told of. */
import type { Document } from 'bson';
import type { Change } from '../../groundhog/index.ts';

export const JOBS_DB = 'jobs';
export const LEDGER_DB = 'ledger';
/** Where emmett keeps the streams of accounts, one document each. */
export const STREAMS = 'emt:account';

export const isIn = ({ db, coll }: Change, name: string): boolean =>
  coll === name && db === (name === STREAMS ? LEDGER_DB : JOBS_DB);

export const jobSubject = (id: unknown): string => `job ${String(id)}`;
export const accountSubject = (name: unknown): string => `account ${String(name)}`;

/** The account of a stream's document, which is named `account:NAME`. */
export const accountOf = ({ streamName }: Document): string =>
  String(streamName).slice(String(streamName).indexOf(':') + 1);

/** Agenda keeps why a job failed until it has run well. */
export const isDone = ({ lastFinishedAt, failReason }: Document): boolean =>
  Boolean(lastFinishedAt) && !failReason;
