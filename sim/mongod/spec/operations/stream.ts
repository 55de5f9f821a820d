import type { ChangeStream } from 'mongodb';
import type { Performers, Scope } from './index.ts';

export const stream: Performers<ChangeStream> = {
  iterateUntilDocumentOrError: (changes) => changes.next(),
  close: (changes) => changes.close(),
};

/**
 * The format's streams are open once they are made; the driver's open when first read from, but for this internal
 * call of its cursor.
 */
export async function open(changes: ChangeStream, scope: Scope): Promise<ChangeStream> {
  scope.entities.keep(changes);
  await opened((changes as unknown as { cursor: unknown }).cursor);
  return changes;
}

export const opened = (cursor: unknown): Promise<void> =>
  (cursor as { cursorInit(): Promise<void> }).cursorInit();
