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
  scope.entities.keepStream(changes);
  await (changes as unknown as { cursor: { cursorInit(): Promise<void> } }).cursor.cursorInit();
  return changes;
}
