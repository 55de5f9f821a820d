import { CursorTimeoutMode, type Db, type RunCommandCursor } from 'mongodb';
import type { Doc } from '../format.ts';
import type { Performers } from './index.ts';

export const cursor: Performers<RunCommandCursor> = {
  iterateUntilDocumentOrError: (c) => c.next(),
  iterateOnce: (c) => (c as unknown as { tryNext(): Promise<unknown> }).tryNext(),
  close: (c) => c.close(),
};

/** A cursor over what a command answers; its other options are for the getMores. */
export function cursorOver(db: Db, args: Doc): RunCommandCursor {
  const { command, commandName: _, session, batchSize, maxTimeMS, comment, cursorType } = args;
  const isTailable = cursorType !== undefined && cursorType !== 'nonTailable';
  const cursor = db.runCursorCommand(command, {
    ...(session && { session }),
    ...(isTailable && { tailable: true, awaitData: cursorType === 'tailableAwait' }),
    timeoutMode: CursorTimeoutMode.LIFETIME,
  });
  if (batchSize !== undefined) cursor.setBatchSize(batchSize);
  if (maxTimeMS !== undefined) cursor.setMaxTimeMS(maxTimeMS);
  if (comment !== undefined) cursor.setComment(comment);
  return cursor;
}
