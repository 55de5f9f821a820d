import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, type Command, next } from './account.ts';
import type { PaymentEvent } from './events.ts';

/** The store and the bank as the promises of both: a place is filled once, a key is used once. */
class World {
  readonly places = new Map<string, PaymentEvent>();
  readonly ledger = new Map<string, 'succeeded' | 'declined'>();
  readonly declines: boolean;

  constructor(declines = false) {
    this.declines = declines;
  }

  /** One turn of the service's loop; a crash may come after any. Returns the answer, if that is what came out. */
  step(command: Command, isReplyLost = false): string | null {
    const todo = next(accountOf([...this.places.values()]), command);
    if (todo.kind === 'answer') return todo.answer;
    let status: PaymentEvent['status'];
    if (todo.kind === 'append') status = todo.status;
    else {
      const key = `${todo.type}:o1`;
      if (todo.type === 'refund' && this.ledger.get('charge:o1') !== 'succeeded')
        throw new Error('nothing to refund');
      if (!this.ledger.has(key)) {
        this.ledger.set(key, todo.type === 'charge' && this.declines ? 'declined' : 'succeeded');
      }
      if (isReplyLost) return null;
      status = this.ledger.get(key)!;
    }
    const isRequest = status === 'requested' || status === 'voided';
    const _id = `o1:${todo.type}${isRequest ? '' : '-result'}`;
    const event = { _id, order_id: 'o1', amount: command.amount, type: todo.type, status };
    if (!this.places.has(_id)) this.places.set(_id, { ...event, timestamp: new Date(0) });
    return null;
  }

  finish(command: Command): string {
    for (let i = 0; i < 10; i++) {
      const answer = this.step(command);
      if (answer !== null) return answer;
    }
    throw new Error('does not settle');
  }

  get net(): number {
    return Number(this.ledger.get('charge:o1') === 'succeeded') - Number(this.ledger.has('refund:o1'));
  }
}

const charge: Command = { type: 'charge', amount: 100 };
const refund: Command = { type: 'refund', amount: 100 };

describe('the payment of one order', () => {
  it('charges once', () => {
    const world = new World();
    expect(world.finish(charge)).toBe('charged');
    expect(world.finish(charge)).toBe('charged');
    expect(world.net).toBe(1);
  });

  it('remembers a decline', () => {
    const world = new World(true);
    expect(world.finish(charge)).toBe('declined');
    expect(world.finish(refund)).toBe('refunded');
    expect(world.net).toBe(0);
  });

  it('refunds a charge, and charges no more', () => {
    const world = new World();
    world.finish(charge);
    expect(world.finish(refund)).toBe('refunded');
    expect(world.finish(charge)).toBe('refunded');
    expect(world.net).toBe(0);
  });

  it('refuses a charge that its refund overtook', () => {
    const world = new World();
    expect(world.finish(refund)).toBe('refunded');
    expect(world.finish(charge)).toBe('refunded');
    expect(world.ledger.size).toBe(0);
  });

  it('does not take one order for two amounts', () => {
    const world = new World();
    world.finish(charge);
    expect(world.finish({ type: 'charge', amount: 101 })).toBe('conflict');
  });

  it('reads its events in any order', () => {
    const world = new World();
    world.finish(charge);
    world.finish(refund);
    const events = [...world.places.values()];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(accountOf(shuffled)).toEqual({ charge: 'succeeded', refund: 'succeeded', amount: 100 });
      }),
    );
  });

  it('ends with no money moved once a refund is through, whatever came between, lost replies included', () => {
    const turn = fc.record({ command: fc.constantFrom(charge, refund), isReplyLost: fc.boolean() });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 20 }), fc.boolean(), (turns, declines) => {
        const world = new World(declines);
        for (const { command, isReplyLost } of turns) world.step(command, isReplyLost);
        expect(world.finish(refund)).toBe('refunded');
        expect(world.net).toBe(0);
        expect(['refunded', 'declined']).toContain(world.finish(charge));
        expect(world.net).toBe(0);
      }),
    );
  });
});
