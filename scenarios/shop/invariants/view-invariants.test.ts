import { describe, expect, it } from 'vitest';
import { neverSeenBack } from './never-seen-back.ts';
import { poisonSetAside } from './poison-set-aside.ts';
import { tokenClusterTime } from './resume-token.ts';
import { Told } from './testing/told.ts';
import { tokenNeverAhead } from './token-never-ahead.ts';
import { viewEqualsFold } from './view-equals-fold.ts';

describe('view-equals-fold', () => {
  const stream = () => new Told(viewEqualsFold).event('tea', 'restocked', 5).event('tea', 'reserved', 2, 'A');

  it('holds for a view that is late but right, and catches up in the end', () => {
    const run = stream()
      .view('tea', 0, 0)
      .view('tea', 5, 1)
      .event('tea', 'released', 2, 'A')
      .view('tea', 3, 2)
      .view('tea', 5, 3);
    expect(run.end().broken).toEqual([]);
  });

  it('is broken by the stock of another version', () => {
    expect(stream().view('tea', 5, 2).broken).toEqual([
      'product tea the view says 5 at version 2, the stream folds to 3 there',
    ]);
  });

  it('is broken by a version that was never committed', () => {
    expect(stream().view('tea', 3, 3).broken).toEqual([
      'product tea the view is at version 3, which the stream does not have',
    ]);
  });

  it('is broken in the end by a view that is late, or missing', () => {
    expect(stream().view('tea', 5, 1).end().broken).toEqual([
      'product tea in the end the view is at version 1, the stream is at 2',
    ]);
    expect(stream().end().broken).toEqual(['product tea in the end the view is missing, the stream is at 2']);
  });
});

describe('token-never-ahead', () => {
  it('holds when events are applied before the token is saved', () => {
    const run = new Told(tokenNeverAhead).event('tea', 'restocked', 5).view('tea', 5, 1).checkpoint();
    run
      .event('jam', 'restocked', 1)
      .event('tea', 'reserved', 1, 'A')
      .view('jam', 1, 1)
      .view('tea', 4, 2)
      .checkpoint();
    expect(run.broken).toEqual([]);
  });

  it('holds for a token that lies before the first event not applied', () => {
    const run = new Told(tokenNeverAhead).event('tea', 'restocked', 5).view('tea', 5, 1);
    const applied = run.now;
    run.event('tea', 'reserved', 1, 'A').checkpoint(applied);
    expect(run.broken).toEqual([]);
  });

  it('is broken by a token of an event that was not applied', () => {
    const run = new Told(tokenNeverAhead)
      .event('tea', 'restocked', 5)
      .view('tea', 5, 1)
      .event('tea', 'reserved', 1, 'A');
    run.checkpoint(run.now);
    expect(run.broken).toEqual([
      'product tea checkpoint projector saved a token beyond version 2, while the view is at 1',
    ]);
  });

  it('is broken by a skipped event of one product behind applied ones of another', () => {
    const run = new Told(tokenNeverAhead)
      .event('tea', 'restocked', 5)
      .event('jam', 'restocked', 5)
      .view('jam', 5, 1);
    expect(run.checkpoint().broken).toHaveLength(1);
  });

  it('lets a high-water mark stand at the moment of an event not applied, but not after it', () => {
    const run = new Told(tokenNeverAhead).event('tea', 'restocked', 5);
    const moment = run.now;
    expect(run.checkpoint(moment, 'high-water-mark').broken).toEqual([]);
    expect(run.checkpoint(moment + 1n, 'high-water-mark').broken).toHaveLength(1);
  });

  it('counts an event that was set aside as poison as applied', () => {
    const run = new Told(tokenNeverAhead).event('tea', 'nonsense', 5);
    expect(
      run.set('shop_db', 'poison_events', 'p', { stream_id: 'tea', version: 1 }).checkpoint().broken,
    ).toEqual([]);
  });

  it('reads the time of a real token, and refuses what is none', () => {
    expect(tokenClusterTime({ _data: '8262DF0C73000000022B0229296E04' })).toBe((0x62df0c73n << 32n) | 2n);
    expect(() => tokenClusterTime({ _data: 'nonsense' })).toThrow();
  });
});

describe('poison-set-aside', () => {
  it('holds when what makes no sense is set aside in the end, and nothing else', () => {
    const run = new Told(poisonSetAside).event('tea', 'restocked', 5).event('tea', 'nonsense', 5);
    expect(run.set('shop_db', 'poison_events', 2, { stream_id: 'tea', version: 2 }).end().broken).toEqual([]);
  });

  it('is broken by poison that nobody set aside, and by a sound event that somebody did', () => {
    const run = new Told(poisonSetAside).event('tea', 'restocked', 5).event('tea', 'reserved', 0.5);
    expect(run.set('shop_db', 'poison_events', 1, { stream_id: 'tea', version: 1 }).end().broken).toEqual([
      'product tea version 1 (restocked 5) makes sense, and was set aside',
    ]);
    expect(new Told(poisonSetAside).event('jam', 'reserved', 0.5).end().broken).toEqual([
      'product jam version 1 (reserved 0.5) is poison, and was not set aside',
    ]);
  });
});

describe('never-seen-back', () => {
  const product = (last_version: number, more = {}) => ({
    kind: 'read-product' as const,
    key: 'tea',
    body: { last_version },
    ...more,
  });

  it('holds for versions that stay or rise, and across clients', () => {
    const run = new Told(neverSeenBack)
      .told(product(1))
      .told(product(1))
      .told(product(4))
      .told(product(2, { client: 'c2' }));
    expect(run.broken).toEqual([]);
  });

  it('does not compare requests that overlapped', () => {
    const run = new Told(neverSeenBack).told(product(5, { sentMs: 0 })).told(product(4, { sentMs: 500 }));
    expect(run.broken).toEqual([]);
  });

  it('is broken by an older version, compared with the highest that was known when it was asked', () => {
    const run = new Told(neverSeenBack)
      .told(product(5))
      .told(product(7))
      .told(product(6, { sentMs: 1500 }));
    expect(run.broken).toEqual([]);
    expect(run.told(product(4, { sentMs: 1600 })).broken).toEqual([
      'product tea c1 saw last_version 5, and then 4',
    ]);
  });

  it('takes an answer without a product for none', () => {
    const run = new Told(neverSeenBack).told(product(5)).told(product(0, { status: 503, body: null }));
    expect(run.broken).toEqual([]);
  });
});
