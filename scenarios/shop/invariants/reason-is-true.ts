/**
 * A rejection says why, and that is so: what the customer is told can be looked up in the ledger, in the stream of the
 * product, or in the tries that were made.
 */
import type { Document } from 'bson';
import { type Change, invariant, type Violation } from '../../../groundhog/index.ts';
import { GATEWAY_DB, isIn, order, product } from './shop.ts';
import { Streams } from './streams.ts';

/** Tries of unknown outcome, before a service counts as not to be had. */
const TRIES = 4;

/** An order under way: what it wants, and the least that there was of it since. */
interface Wanted {
  product: string;
  qty: number;
  least: number;
}

class Orders {
  readonly #streams = new Streams();
  readonly #open = new Map<string, Wanted>();
  readonly #declined = new Set<string>();

  onChange(change: Change): void {
    if (isIn(change, 'ledger', GATEWAY_DB)) this.#book(change.after);
    else if (isIn(change, 'sagas')) this.#follow(change);
    const stream = this.#streams.onChange(change);
    if (!stream) return;
    for (const wanted of this.#open.values())
      if (wanted.product === String(change.after!.stream_id))
        wanted.least = Math.min(wanted.least, stream.stock);
  }

  /** What is not true of the reason that an order was just given; undefined: nothing. */
  flaw(id: string, { reason }: Document, before: Document): string | undefined {
    const wanted = this.#open.get(id);
    switch (reason) {
      case 'payment_declined':
        return this.#declined.has(id) ? undefined : 'the bank declined nothing';
      case 'out_of_stock':
        if (!wanted || wanted.least < wanted.qty) return undefined;
        return `there were never less than ${wanted.least} of ${wanted.product} since it was accepted, and it wants ${wanted.qty}`;
      case 'inventory_unavailable':
      case 'payment_unavailable': {
        const tries = Number(before.attempts) + 1;
        if (before.step !== (reason === 'payment_unavailable' ? 'charge' : 'reserve'))
          return `it was at ${before.step}`;
        return tries >= TRIES ? undefined : `it was tried ${tries} times, not ${TRIES}`;
      }
      default:
        return 'that is no reason';
    }
  }

  #book(entry: Document | null): void {
    if (entry?.kind === 'charge' && entry.status === 'declined') this.#declined.add(String(entry.order_id));
  }

  #follow({ id, before, after }: Change): void {
    if (!before && after) {
      const name = String(after.product_id);
      const least = this.#streams.byProduct.get(name)?.stock ?? 0;
      this.#open.set(String(id), { product: name, qty: Number(after.qty), least });
    } else if (after?.status !== 'pending') this.#open.delete(String(id));
  }
}

export const reasonIsTrue = invariant(
  'reason-is-true',
  'An order is turned back for a reason that holds: a declined charge, stock below its quantity since it was accepted, or four tries in vain.',
  (found) => {
    const orders = new Orders();
    /** Of a change of a saga, by what is known of its order until then. */
    const judged = ({ before, after, id, atMs }: Change): Violation[] => {
      if (!after) return [];
      const saga = order(id);
      if (after.status === 'confirmed' && after.reason !== null && after.reason !== undefined)
        return [found(atMs, saga, `is confirmed, and has a reason to be rejected: ${after.reason}`)];
      if (after.status === 'rejected' && typeof after.reason !== 'string')
        return [found(atMs, saga, 'is rejected for no reason')];
      if (!before || typeof after.reason !== 'string' || after.reason === before.reason) return [];
      const flaw = orders.flaw(String(id), after, before);
      return flaw
        ? [found(atMs, saga, `is turned back as ${after.reason}, but ${flaw}`, [product(after.product_id)])]
        : [];
    };
    return {
      onChange(change) {
        const wrong = isIn(change, 'sagas') ? judged(change) : [];
        orders.onChange(change);
        return wrong;
      },
    };
  },
);
