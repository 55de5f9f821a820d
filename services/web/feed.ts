/**
 * Every durable change of what the shop stores, as it comes, to whoever listens; and the way that each of the last orders
 * went, step by step, which is stored nowhere.
 */
import type { ChangeStreamDocument, MongoClient } from 'mongodb';
import {
  EVENTS,
  LEDGER,
  PAYMENT_EVENTS,
  POISON_EVENTS,
  PRODUCTS_VIEW,
  SAGAS,
} from '../common/collections.ts';

export interface Change {
  coll: string;
  id: string;
  op: 'insert' | 'update' | 'replace' | 'delete';
  /** The document, or of an update the fields that are new. */
  fields: Record<string, unknown>;
  /** When it was seen here. */
  at: string;
}

/** A saga as it was written once. */
export interface Passage {
  at: string;
  step: string;
  status: string;
  attempts: number;
  reason: string | null;
  /** Who has the lease from then on. */
  owner: string;
}

const DATABASES = [...new Set([SAGAS.db, LEDGER.db])];
const FOLLOWED = new Set(
  [SAGAS, EVENTS, PAYMENT_EVENTS, PRODUCTS_VIEW, POISON_EVENTS, LEDGER].map(
    ({ db, name }) => `${db}.${name}`,
  ),
);
const AWAIT_MS = 200;
const ORDERS_KEPT = 5000;

export class Feed {
  readonly #mongo: MongoClient;
  readonly #listeners = new Set<(change: Change) => void>();
  /** Document of the view → its product. */
  readonly #productOf = new Map<string, string>();
  readonly #ways = new Map<string, Passage[]>();

  constructor(mongo: MongoClient) {
    this.#mongo = mongo;
  }

  /** Gives what ends it. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** As far as it was seen: nothing of what came before this process. */
  wayOf(orderId: string): readonly Passage[] {
    return this.#ways.get(orderId) ?? [];
  }

  /** Follows from now on, until told to close. Throws on any failure. */
  async follow(closing: AbortSignal): Promise<void> {
    const views = this.#mongo.db(PRODUCTS_VIEW.db).collection(PRODUCTS_VIEW.name);
    for await (const { _id, product_id } of views.find({}, { projection: { product_id: 1 } }))
      this.#productOf.set(String(_id), product_id);
    const stream = this.#mongo.watch([{ $match: { 'ns.db': { $in: DATABASES } } }], {
      maxAwaitTimeMS: AWAIT_MS,
    });
    try {
      while (!closing.aborted) {
        const document = await stream.tryNext();
        const change = document && changeOf(document);
        if (change) this.#tell(change);
      }
    } finally {
      await stream.close().catch(() => undefined);
    }
  }

  #tell(change: Change): void {
    if (change.coll === SAGAS.name) this.#note(change);
    if (change.coll === PRODUCTS_VIEW.name) this.#name(change);
    for (const listener of this.#listeners) listener(change);
  }

  /** An update does not say of which product it is, only of which document. */
  #name({ id, fields }: Change): void {
    if (fields.product_id === undefined) fields.product_id = this.#productOf.get(id);
    else this.#productOf.set(id, String(fields.product_id));
  }

  /** An update tells only of what is new: all else is as it was. */
  #note({ id, op, at, fields }: Change): void {
    const way = this.#ways.get(id) ?? [];
    const before = way.at(-1);
    // One that was begun before this process is known only in part.
    if (!before && op !== 'insert') return;
    const owner = fields['lease.owner'] ?? (fields.lease as { owner: string } | undefined)?.owner;
    way.push({ ...before, ...fields, at, ...(owner !== undefined && { owner }) } as Passage);
    this.#ways.set(id, way);
    const [oldest] = this.#ways.keys();
    if (this.#ways.size > ORDERS_KEPT) this.#ways.delete(oldest!);
  }
}

function changeOf(document: ChangeStreamDocument): Change | undefined {
  if (!('ns' in document) || !('coll' in document.ns) || !('documentKey' in document)) return undefined;
  const { operationType: op, ns } = document;
  if (!FOLLOWED.has(`${ns.db}.${ns.coll}`)) return undefined;
  const fields =
    op === 'update'
      ? (document.updateDescription.updatedFields ?? {})
      : op === 'insert' || op === 'replace'
        ? document.fullDocument
        : {};
  return {
    coll: ns.coll,
    id: String(document.documentKey._id),
    op,
    fields,
    at: new Date().toISOString(),
  } as Change;
}
