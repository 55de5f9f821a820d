import { describe, expect, it } from 'vitest';
import { advance, BEGINNING, cameToNothing, type Outcome, type Progress, stepOf, triesOf } from './saga.ts';

const done: Outcome = { kind: 'done' };
const unknown: Outcome = { kind: 'unknown', cause: 'no reply' };
const refused = (reason: string): Outcome => ({ kind: 'refused', reason });

/** Goes from the beginning through these outcomes; returns the steps tried and where that led. */
function go(...outcomes: Outcome[]): { tried: (string | null)[]; end: Progress } {
  let end = BEGINNING;
  const tried = outcomes.map((outcome) => {
    const step = stepOf(end);
    end = advance(end, step!, outcome);
    return step;
  });
  return { tried, end };
}

describe('the saga of an order', () => {
  it('reserves, charges and confirms', () => {
    const { tried, end } = go(done, done);
    expect(tried).toEqual(['reserve', 'charge']);
    expect(end).toEqual({ status: 'confirmed', step: 'confirm', attempts: 0, reason: null });
    expect(stepOf(end)).toBeNull();
  });

  it('releases even what was refused, since an earlier try may still be on its way', () => {
    const { tried, end } = go(refused('out_of_stock'), done);
    expect(tried).toEqual(['reserve', 'release']);
    expect(end).toMatchObject({ status: 'rejected', step: 'reject', reason: 'out_of_stock' });
  });

  it('releases the stock of a declined payment', () => {
    const { tried, end } = go(done, refused('payment_declined'), done);
    expect(tried).toEqual(['reserve', 'charge', 'release']);
    expect(end).toMatchObject({ status: 'rejected', reason: 'payment_declined' });
  });

  it('tries the same step again while its outcome is unknown', () => {
    const { tried, end } = go(unknown, unknown, done);
    expect(tried).toEqual(['reserve', 'reserve', 'reserve']);
    expect(end).toMatchObject({ step: 'charge', attempts: 0 });
  });

  it('gives up a charge after four tries, and then refunds before it releases', () => {
    const { tried, end } = go(done, ...Array(4).fill(unknown), done, done);
    expect(tried.slice(1)).toEqual([...Array(4).fill('charge'), 'refund', 'release']);
    expect(end).toMatchObject({ status: 'rejected', reason: 'payment_unavailable' });
  });

  it('is tried as often as it says before it is given up', () => {
    expect((['reserve', 'charge', 'refund', 'release'] as const).map(triesOf)).toEqual([
      ...[4, 4, undefined, undefined],
    ]);
    const last = { ...BEGINNING, attempts: triesOf('reserve')! - 1 };
    expect(advance(last, 'reserve', unknown)).toMatchObject({ step: 'release' });
  });

  it('never gives up undoing', () => {
    const { end } = go(refused('out_of_stock'), ...Array(1000).fill(unknown));
    expect(end).toMatchObject({ status: 'pending', step: 'release', attempts: 1000, reason: 'out_of_stock' });
    expect(advance(end, 'release', refused('impossible'))).toMatchObject({ step: 'release' });
  });

  it('knows what came to nothing, an undoing that was refused too', () => {
    const after = (outcome: Outcome, from: Progress = BEGINNING) => {
      const step = stepOf(from)!;
      return cameToNothing(step, outcome, advance(from, step, outcome));
    };
    expect(after(done)).toBe(false);
    expect(after(refused('out_of_stock'))).toBe(false);
    expect(after(unknown)).toBe(true);
    expect(after(refused('impossible'), { ...BEGINNING, step: 'release' })).toBe(true);
  });
});
