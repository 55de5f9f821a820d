import { expect, test } from 'vitest';
import type { Answer, Change, FlowSpec, Moment } from '../../../groundhog/index.ts';
import { completion } from './completion.ts';
import { projection } from './projection.ts';

type Doc = Record<string, unknown>;

const change = (coll: string, after: Doc, before: Doc | null = null): Change => ({
  ...{ atMs: 0, clusterTime: 1n, db: 'shop_db', op: before ? 'update' : 'insert' },
  ...{ coll, id: after._id, before, after },
});
const answer = (kind: string, key: string, status: number, expect?: Answer['expect']): Answer => ({
  ...{ kind, key, to: 'orchestrator', method: 'POST', path: '/orders', ...(expect && { expect }) },
  ...{ sentMs: 0, atMs: 1, client: 'c', status, body: null },
});

const told = ({ create }: FlowSpec, seen: (Answer | Change)[]): string[] => {
  const watch = create();
  const moments = (of: Answer | Change): readonly Moment[] =>
    ('coll' in of ? watch.onChange?.(of) : watch.onAnswer?.(of)) ?? [];
  return seen.flatMap(moments).map(({ is, id, at }) => `${id} ${is}${at ? ` at ${at.getTime()}` : ''}`);
};

test('an order begins with its 202, and ends when it is confirmed or rejected', () => {
  const pending = { _id: 'a', status: 'pending' };
  const seen = [
    answer('order', 'a', 202),
    answer('order', 'b', 503),
    answer('read-order', 'c', 200),
    answer('bad', 'd', 202, { refused: 'qty' }),
    change('sagas', pending),
    change('sagas', { _id: 'a', status: 'confirmed' }, pending),
    change('sagas', { _id: 'a', status: 'confirmed', more: 1 }, { _id: 'a', status: 'confirmed' }),
  ];
  expect(told(completion, seen)).toEqual(['a begun', 'a ended']);
});

test('an event begins when it says, and ends with the view that has come to it or beyond', () => {
  const event = (version: number) =>
    change('events', { _id: version, stream_id: 'p', version, timestamp: new Date(version * 10) });
  const view = (last_version: number) => change('products_view', { _id: 'v', product_id: 'p', last_version });
  expect(told(projection, [event(1), event(2), event(3), view(2), view(2), view(3)])).toEqual([
    ...['p v1 begun at 10', 'p v2 begun at 20', 'p v3 begun at 30'],
    ...['p v1 ended', 'p v2 ended', 'p v3 ended'],
  ]);
});
