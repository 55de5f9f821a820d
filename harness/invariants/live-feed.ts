/**
 * Turns what a change stream and a driver of load say into what a judge expects: whole documents before and after
 * each change, and answers only after every change that was committed before they came.
 *
 * The beginning is that of MongoDB's own initial sync: note the time, copy the collections one by one, then
 * replay the changes from that time on. Changes that a copy holds already do no harm when replayed, since each
 * sets fields to values; and once the replay has reached a moment after the copying, the copy is exactly the state
 * of that moment. Only then is it shown to the judge.
 */
import type { Document, Timestamp } from 'bson';
import type { CollectionSpec } from '../scenario/stores.ts';
import type { Answer, Change } from './invariant.ts';
import type { Judge } from './judge.ts';
import { idKey, Mirror } from './stores.ts';
import { applyUpdate, type UpdateDescription } from './update-description.ts';

/** The part of a change stream's event that is used. */
export interface StreamEvent {
  operationType: string;
  clusterTime?: Timestamp;
  ns?: { db: string; coll?: string };
  documentKey?: { _id: unknown };
  fullDocument?: Document;
  updateDescription?: UpdateDescription;
}

export interface FeedTarget {
  judge: Judge;
  /** What is followed; all else that the database holds is of no concern. */
  collections: readonly CollectionSpec[];
  /** Milliseconds since the run began, by the clock that answers are stamped with. */
  nowMs: () => number;
  /** Sees each change after the judge has: for recorders. */
  onChange?: (change: Change) => void;
}

const OPERATIONS = new Set<string>(['insert', 'update', 'replace', 'delete'] satisfies Change['op'][]);

export class LiveFeed {
  readonly #target: FeedTarget;
  readonly #followed: ReadonlySet<string>;
  /** The copy that is being brought up to date; undefined once the judge has it. */
  #copy: Mirror | undefined = new Mirror();
  #held: Answer[] = [];

  constructor(target: FeedTarget) {
    this.#target = target;
    this.#followed = new Set(target.collections.map(({ db, coll }) => `${db}.${coll}`));
  }

  /** Takes a document as it was read at some time after the stream's beginning. */
  onCopied(db: string, coll: string, doc: Document): void {
    if (!this.#copy) throw new Error('the copy was shown to the judge already');
    this.#copy.apply(this.#change('insert', db, coll, doc._id, null, doc, 0n));
  }

  /** Takes the next event of the stream. Throws if the stream and the mirror no longer fit each other. */
  onEvent(event: StreamEvent): void {
    const { operationType, ns, documentKey, clusterTime } = event;
    if (!ns?.coll || !this.#followed.has(`${ns.db}.${ns.coll}`)) return;
    if (!OPERATIONS.has(operationType) || !documentKey || !clusterTime)
      throw new Error(
        `${ns.db}.${ns.coll} went through '${operationType}' during the run: it cannot be judged`,
      );
    const stores = this.#copy ?? this.#target.judge.stores;
    const before = stores.get(ns.db, ns.coll, documentKey._id) ?? null;
    const after = documentAfter(event, before);
    if (after === undefined) {
      // Deleted before it was copied: the replay comes to that deletion.
      if (this.#copy) return;
      throw new Error(`${ns.db}.${ns.coll} ${idKey(documentKey._id)} was changed, but is not known`);
    }
    const op = operationType as Change['op'];
    const change = this.#change(op, ns.db, ns.coll, documentKey._id, before, after, clusterTime.toBigInt());
    if (this.#copy) this.#copy.apply(change);
    else this.#show(change);
  }

  /** The replay has passed the end of the copying, at this cluster time: shows all to the judge. */
  begin(clusterTime: bigint): void {
    const copy = this.#copy;
    if (!copy) return;
    this.#copy = undefined;
    for (const { db, coll, tellBy } of this.#target.collections) {
      const docs = [...copy.all(db, coll)];
      if (tellBy !== undefined) docs.sort((a, b) => Number(a[tellBy]) - Number(b[tellBy]));
      for (const doc of docs) this.#show(this.#change('insert', db, coll, doc._id, null, doc, clusterTime));
    }
  }

  /** Keeps an answer until the stream has passed the moment it came. */
  hold(answer: Answer): void {
    this.#held.push(answer);
  }

  /** How many answers wait. */
  get held(): number {
    return this.#held.length;
  }

  /** The stream has passed a moment after the first `count` held answers came. */
  release(count: number): void {
    for (const answer of this.#held.splice(0, count)) this.#target.judge.onAnswer(answer);
  }

  #show(change: Change): void {
    this.#target.judge.onChange(change);
    this.#target.onChange?.(change);
  }

  #change(
    op: Change['op'],
    db: string,
    coll: string,
    id: unknown,
    before: Document | null,
    after: Document | null,
    clusterTime: bigint,
  ): Change {
    return { atMs: this.#target.nowMs(), clusterTime, db, coll, op, id, before, after };
  }
}

/** The document after an event, null when it is gone, undefined when an update meets none. */
function documentAfter(event: StreamEvent, before: Document | null): Document | null | undefined {
  if (event.operationType === 'delete') return null;
  if (event.operationType !== 'update') return event.fullDocument;
  return before ? applyUpdate(before, event.updateDescription ?? {}) : undefined;
}
