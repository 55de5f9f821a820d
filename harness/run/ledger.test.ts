import { expect, test } from 'vitest';
import type { Answer, Stores } from '../invariants/index.ts';
import type { LedgerSpec } from '../scenario/live.ts';
import { LedgerKeeper } from './ledger.ts';

const keeperOf = (stored: Record<string, string | null>) => {
  const spec: LedgerSpec = {
    told: ({ key: id, status }) => ({
      id,
      is: status === 202 ? 'accepted' : status >= 400 && status < 500 ? 'refused' : 'unknown',
    }),
    stored: () => new Map(Object.entries(stored)),
    ends: { confirmed: 'all went well' },
  };
  return new LedgerKeeper(spec);
};
const told = (keeper: LedgerKeeper, key: string, ...statuses: number[]): void => {
  for (const status of statuses) keeper.onAnswer({ key, status } as Answer);
};
const stores = {} as Stores;

test('all work sent is accounted for exactly once', () => {
  const keeper = keeperOf({
    confirmed: 'confirmed',
    'confirmed later': 'confirmed',
    'sold out': 'rejected: out_of_stock',
    'unknown, was confirmed': 'confirmed',
    'unknown, was rejected': 'rejected: payment_declined',
    'under way': null,
    'of somebody else': 'confirmed',
  });
  told(keeper, 'confirmed', 202);
  told(keeper, 'confirmed later', 0, 202, 409);
  told(keeper, 'sold out', 202);
  told(keeper, 'refused', 422);
  told(keeper, 'unknown, was confirmed', 0);
  told(keeper, 'unknown, was rejected', 422, 503);
  told(keeper, 'unknown, never arrived', 0, 0);
  told(keeper, 'under way', 202);
  expect(keeper.account(stores, true)).toEqual({
    sent: 8,
    ended: { confirmed: 2, 'rejected: out_of_stock': 1 },
    refused: 1,
    unknown: { ended: { confirmed: 1, 'rejected: payment_declined': 1 }, absent: 1 },
    ...{ open: 1, unaccounted: 0, undetermined: 0, words: { confirmed: 'all went well' } },
  });
});

test('an acceptance that left nothing behind, or a refusal that did, is not accounted for', () => {
  const keeper = keeperOf({ refused: 'confirmed' });
  told(keeper, 'promised', 202);
  told(keeper, 'refused', 400);
  expect(keeper.account(stores, true).unaccounted).toBe(2);
});

test('of stores that were not read to the end, only what was seen is told; the rest is unknown', () => {
  const keeper = keeperOf({
    confirmed: 'confirmed',
    'under way': null,
    'unanswered, was confirmed': 'confirmed',
  });
  for (const key of ['confirmed', 'under way', 'not seen']) told(keeper, key, 202);
  for (const key of ['unanswered, not seen', 'unanswered, was confirmed']) told(keeper, key, 0);
  told(keeper, 'refused', 422);
  expect(keeper.account(stores, false)).toMatchObject({
    ...{ sent: 6, ended: { confirmed: 1 }, refused: 1 },
    unknown: { ended: { confirmed: 1 }, absent: null },
    ...{ open: null, unaccounted: null, undetermined: 3 },
  });
  // What was seen to contradict an answer does so whatever else may come.
  const contradicted = keeperOf({ refused: null });
  told(contradicted, 'refused', 422);
  expect(contradicted.account(stores, false).unaccounted).toBe(1);
});
