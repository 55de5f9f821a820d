/** The whole documents that an event of an update may have: as they are now, or as they were after and before it. */
import type { Doc } from '../bson/values.ts';
import type { Engine } from '../engine.ts';
import { fail } from '../errors.ts';
import type { DocumentOp } from '../oplog/entry.ts';

/** What a stage asks for. */
export interface Wanted {
  fullDocument: string;
  fullDocumentBeforeChange: string;
}

/** Puts them into the event. Throws NoMatchingDocument where one that is required was not kept. */
export function addImages(event: Doc, op: DocumentOp, wanted: Wanted, engine: Engine): void {
  const { fullDocument: after, fullDocumentBeforeChange: before } = wanted;
  const type = event.operationType;
  if (type === 'update') {
    if (after === 'updateLookup') event.fullDocument = current(op, engine);
    else if (after !== 'default') event.fullDocument = kept(event, op, after, 'post-image', op.after);
  }
  if (before !== 'off' && (type === 'update' || type === 'replace' || type === 'delete'))
    event.fullDocumentBeforeChange = kept(event, op, before, 'pre-image', op.before);
}

/** The document as a majority has it now. */
function current({ ns, id }: DocumentOp, engine: Engine): Doc | null {
  return engine.commit.committedStore().get(ns)?.byId(id)?.doc ?? null;
}

function kept(event: Doc, op: DocumentOp, asked: string, what: string, image: Doc | null): Doc | null {
  if (op.images && image) return image;
  if (asked !== 'required') return null;
  return fail(
    47,
    `Change stream was configured to require a ${what} for all update${what === 'pre-image' ? ', delete and replace' : ''} events, but the ${what} was not found for event: ${JSON.stringify(event._id)}`,
  );
}
