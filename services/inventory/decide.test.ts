import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StockEvent } from '../common/stock.ts';
import { type Command, type Decision, decide, emptyStock, evolve, type Stock } from './decide.ts';

/** Decides each command in turn and applies what it leads to. */
function play(commands: Command[]): { stock: Stock; events: StockEvent[]; decisions: Decision[] } {
  const stock = emptyStock();
  const events: StockEvent[] = [];
  const decisions = commands.map((command) => {
    const decision = decide(stock, command);
    if (decision.kind === 'append') {
      const place = { stream_id: 'tea', version: stock.version + 1, timestamp: new Date(0) };
      const event = { ...place, ...decision.event };
      events.push(event);
      evolve(stock, event);
    }
    return decision;
  });
  return { stock, events, decisions };
}

const restock = (qty: number, restock_id = 'd1'): Command => ({ type: 'restock', restock_id, qty });
const reserve = (order_id: string, qty: number): Command => ({ type: 'reserve', order_id, qty });
const release = (order_id: string, qty: number): Command => ({ type: 'release', order_id, qty });
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('stock of one product', () => {
  it('holds units for an order once, however often it is asked', () => {
    const { stock, decisions } = play([restock(5), reserve('a', 2), reserve('a', 2)]);
    expect(decisions[2]).toEqual({ kind: 'done' });
    expect(stock.available).toBe(3);
  });

  it('refuses what is not there, without an event', () => {
    const { stock, decisions } = play([restock(1), reserve('a', 2)]);
    expect(decisions[1]).toEqual(refused('out_of_stock'));
    expect(stock.version).toBe(1);
  });

  it('gives back what an order held, once', () => {
    const { stock } = play([restock(5), reserve('a', 2), release('a', 2), release('a', 2)]);
    expect(stock).toMatchObject({ available: 5, version: 3 });
  });

  it('remembers a release that overtook its reserve', () => {
    const { stock, decisions } = play([restock(5), release('a', 2), reserve('a', 2)]);
    expect(decisions[1]).toMatchObject({ kind: 'append', event: { type: 'released', qty: 0 } });
    expect(decisions[2]).toEqual(refused('released'));
    expect(stock.available).toBe(5);
  });

  it('does not take one id for two things', () => {
    const { decisions } = play([restock(5), reserve('a', 2), reserve('a', 1), release('a', 1), restock(6)]);
    expect(decisions.slice(2)).toEqual([refused('conflict'), refused('conflict'), refused('conflict')]);
  });

  it('knows no product without a first delivery', () => {
    expect(play([reserve('a', 1), release('a', 1)]).decisions).toEqual([
      refused('unknown_product'),
      refused('unknown_product'),
    ]);
  });

  it('passes over a poison event, but not over its version', () => {
    const { stock } = play([restock(5)]);
    const poison = { stream_id: 'tea', version: 2, timestamp: new Date(0), order_id: 'x', qty: 1 };
    evolve(stock, { ...poison, type: 'stolen' as 'reserved' });
    evolve(stock, { ...poison, version: 3, type: 'reserved', qty: Number.NaN });
    expect(stock).toMatchObject({ version: 3, available: 5 });
    expect(decide(stock, reserve('x', 1)).kind).toBe('append');
  });

  it('is never negative, and holds for an order what was asked or nothing, in any order of commands', () => {
    const order = fc.constantFrom('a', 'b', 'c');
    // One qty per order, as sagas have it.
    const qtyOf: Record<string, number> = { a: 1, b: 2, c: 3 };
    const command = fc.oneof(
      order.map((id) => reserve(id, qtyOf[id]!)),
      order.map((id) => release(id, qtyOf[id]!)),
      fc.constantFrom(restock(2, 'd2'), restock(3, 'd3')),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const { events, stock } = play([restock(1), ...commands]);
        const replayed = emptyStock();
        for (const event of events) {
          evolve(replayed, event);
          expect(replayed.available).toBeGreaterThanOrEqual(0);
        }
        expect(replayed).toEqual(stock);
        const held = [...stock.orders.values()].reduce(
          (sum, o) => sum + (o === 'released' ? 0 : o.reserved),
          0,
        );
        const delivered = [...stock.deliveries.values()].reduce((sum, qty) => sum + qty, 0);
        expect(stock.available + held).toBe(delivered);
      }),
    );
  });
});
