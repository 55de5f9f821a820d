/**
 * Sagas in the store, each with a lease and a fence.
 *
 * Whoever drives a saga holds its lease. Taking it over increments the fencing token, and every write is conditional
 * on the token and on the revision the writer knows: a former owner, woken from a pause, and a write that was late on
 * its way find the fence closed.
 */
import type { Collection, Filter, MongoClient } from 'mongodb';
import { SAGAS } from '../common/collections.ts';
import { isDuplicateKey, LINEARIZABLE } from '../common/mongo.ts';
import { BEGINNING, type Order, type Progress } from './saga.ts';

export interface Saga extends Order, Progress {
  /** The order's id. */
  _id: string;
  lease: { owner: string; token: number };
  /** Grows with each write: shows others that the owner is alive. */
  rev: number;
  /** Writers' clocks: for people to read, never for order. */
  created_at: Date;
  updated_at: Date;
}

export type Trace = Pick<Saga, '_id' | 'lease' | 'rev'>;

/** What its driver knows of it. */
export type Driven = Omit<Saga, 'created_at' | 'updated_at'>;

/** The saga belongs to somebody else now. */
export class LostLease extends Error {}

const MAX_LISTED = 1000;

export class Sagas {
  readonly #sagas: Collection<Saga>;
  readonly #owner: string;

  constructor(mongo: MongoClient, owner: string) {
    this.#sagas = mongo.db(SAGAS.db).collection<Saga>(SAGAS.name);
    this.#owner = owner;
  }

  find(orderId: string): Promise<Saga | null> {
    return this.#sagas.findOne({ _id: orderId }, { readConcern: LINEARIZABLE });
  }

  /** Makes a new saga durable, leased by this instance. Null when the id is taken. */
  async create(orderId: string, order: Order): Promise<Saga | null> {
    const now = new Date();
    const { product_id, qty, amount } = order;
    const saga: Saga = {
      _id: orderId,
      product_id,
      qty,
      amount,
      ...BEGINNING,
      lease: { owner: this.#owner, token: 1 },
      rev: 1,
      created_at: now,
      updated_at: now,
    };
    try {
      await this.#sagas.insertOne(saga);
      return saga;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  unfinished(): Promise<Trace[]> {
    const projection = { lease: 1, rev: 1 };
    return this.#sagas.find({ status: 'pending' }, { projection, limit: MAX_LISTED }).toArray();
  }

  /** Takes the lease from whoever held it, unless the saga has moved on since it was seen. */
  takeOver(seen: Trace): Promise<Saga | null> {
    return this.#sagas.findOneAndUpdate(
      { _id: seen._id, status: 'pending', 'lease.token': seen.lease.token, rev: seen.rev },
      { $set: { 'lease.owner': this.#owner, updated_at: new Date() }, $inc: { 'lease.token': 1, rev: 1 } },
      { returnDocument: 'after' },
    );
  }

  /**
   * Writes progress under the lease. Throws LostLease when another took it over, and a MongoError when the outcome is
   * not known: then it may be called again with the same arguments.
   */
  async save<S extends Driven>(saga: S, progress: Progress): Promise<S> {
    const next: S = { ...saga, ...progress, rev: saga.rev + 1 };
    const { status, step, attempts, reason, rev } = next;
    const change = { $set: { status, step, attempts, reason, rev, updated_at: new Date() } };
    const { matchedCount } = await this.#sagas.updateOne(this.#fence(saga), change);
    if (matchedCount === 1 || (await this.#holds(next))) return next;
    throw new LostLease(`saga ${saga._id} was taken over`);
  }

  /**
   * Writes down, under the lease, how many tries of its step came to nothing, for whom somebody else counts them. It is
   * no progress: `rev` stays, and a smaller number changes nothing.
   */
  async tried(saga: Driven, attempts: number): Promise<void> {
    const change = { $set: { attempts, updated_at: new Date() } };
    await this.#sagas.updateOne({ ...this.#fence(saga), attempts: { $lt: attempts } }, change);
  }

  #fence(saga: Driven): Filter<Saga> {
    return { _id: saga._id, 'lease.token': saga.lease.token, rev: saga.rev };
  }

  /** Whether this very write was made by an earlier try, the reply to which was lost. */
  async #holds(written: Driven): Promise<boolean> {
    const stored = await this.find(written._id);
    return stored?.lease.token === written.lease.token && stored.rev === written.rev;
  }
}
