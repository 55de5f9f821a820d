import { expect, test } from 'vitest';
import { Persistence } from './persistence.ts';
import type { TimedRequest } from './request.ts';

const sent = { pool: 'shop', kind: 'order', method: 'POST', path: '/orders' };
const follow = {
  ...{ pool: 'shop', kind: 'read-order', method: 'GET', path: '/orders/a' },
  until: { field: 'status', in: ['done'] },
};
const first = (request: Partial<TimedRequest>) => {
  const requests = [{ ...sent, dueMs: 0, ...request }];
  return {
    persistence: new Persistence(requests),
    turn: { index: 0, step: 'first', tries: 0, sent } as const,
  };
};

test('what got no answer is asked again after longer and longer, and what got one is not', () => {
  const { persistence, turn } = first({ retry: true });
  const again = persistence.after(turn, 0, null)!;
  expect(again.turn).toMatchObject({ step: 'again', tries: 1, sent });
  expect(again.afterMs).toBeGreaterThanOrEqual(100);
  expect(again.afterMs).toBeLessThan(300);
  expect(persistence.after({ ...turn, tries: 9 }, 503, null)!.afterMs).toBeGreaterThanOrEqual(1500);
  expect(persistence.after(again.turn, 409, null)).toBeUndefined();
  const once = first({});
  expect(once.persistence.after(once.turn, 0, null)).toBeUndefined();
});

test('what was promised is followed until it is done, by one only', () => {
  const { persistence, turn } = first({ retry: true, follow });
  const looks = persistence.after(turn, 202, '{}')!;
  expect(looks.turn).toMatchObject({ step: 'follow', tries: 0, sent: follow });
  expect(persistence.after(turn, 202, '{}')).toBeUndefined();
  const more = persistence.after(looks.turn, 200, '{"status":"under way"}')!;
  expect(more.turn).toMatchObject({ step: 'follow', tries: 1, sent: follow });
  for (const told of ['', 'null', '{"status":"other"}'])
    expect(persistence.after(more.turn, 503, told)?.turn.step).toBe('follow');
  expect(persistence.after(more.turn, 200, '{"status":"done"}')).toBeUndefined();
});
