import { expect, test } from 'vitest';
import { saysOneOf } from '../invariants/about.ts';
import type { Violation } from '../invariants/index.ts';
import type { PlannedRequest } from '../scenario/request.ts';
import type { ChaosEvent } from '../stack/chaos.ts';
import { excerptsOf } from './excerpts.ts';
import type { Seen } from './seen.ts';
import { SentLog } from './sent.ts';

const request = (key: string, client = 0): PlannedRequest => ({
  ...{ kind: 'order', key, to: 'api', method: 'PUT', path: `/orders/${key}`, atMs: -1, client },
});

interface Told {
  sent: SentLog;
  violations?: (Violation & { changedMs?: number })[];
  wrong?: string[];
  open?: string[];
  settled?: boolean | null;
  target?: Record<string, string> | null;
}

/** Of a run, as much as an excerpt is made from. */
function excerpts({ sent, violations = [], wrong = [], open = [], settled = true, target = null }: Told) {
  const judge = { violations, lastChangeMs: (of: { changedMs?: number }) => of.changedMs };
  return excerptsOf({
    file: { scenario: { name: 'notes', size: { of: 'notes' }, services: { api: {} } } },
    options: { seed: 7, bug: { name: 'forgets' }, target, engine: null },
    startedAt: new Date('2026-01-31T12:00:00Z'),
    database: { members: 1 },
    end: { elapsedMs: 100_000 },
    instances: () => 2,
    watch: { judge, ledger: { wrong: () => wrong }, rest: { open: () => open } },
    ...{ sent, settled },
  } as unknown as Seen);
}

/** Every 100 ms one is sent, `n-0` at first. */
function sentLog(count: number, chaos: ChaosEvent[] = []): SentLog {
  const sent = new SentLog();
  sent.begin({ of: 'the trial' });
  sent.onSent(request('trial-1'), -86_400_000);
  sent.begin({ of: 'the run' });
  for (let n = 0; n < count; n++) sent.onSent(request(`n-${n}`, n % 50), -2000 + 100 * n);
  for (const event of chaos) sent.onStruck(event, event.atMs);
  return sent;
}

const violation = (subject: string, atMs: number, changedMs?: number) => ({
  ...{ invariant: 'kept', subject, atMs, message: 'it is gone' },
  ...(changedMs !== undefined && { changedMs }),
});
const keys = (requests: PlannedRequest[]) => requests.map(({ key }) => key);

test('an excerpt begins a little before its subject, ends with the violation, and counts from its begin', () => {
  const sent = sentLog(400, [
    { kind: 'pause', instance: 'api-1', atMs: 4000, durationMs: 2000 },
    { kind: 'kill', instance: 'api-2', atMs: 8200.0004, durationMs: 300 },
    { kind: 'kill', instance: 'api-1', atMs: 9500, durationMs: 300 },
  ]);
  const [excerpt, ...more] = excerpts({ sent, violations: [violation('note n-100', 9000)] });
  expect(more).toEqual([]);
  expect(excerpt).toMatchObject({
    ...{ format: 'groundhog-excerpt', scenario: 'notes', seed: 7, bug: 'forgets' },
    found: { what: 'violated', invariant: 'kept', subject: 'note n-100', message: 'it is gone' },
    topology: { instances: { api: 2 }, members: 1 },
    data: { of: 'the run' },
    durationMs: 4000,
  });
  expect(keys(excerpt!.requests)).toEqual(Array.from({ length: 41 }, (_, i) => `n-${70 + i}`));
  expect(excerpt!.requests[30]).toMatchObject({ key: 'n-100', atMs: 3000 });
  expect(Math.max(...excerpt!.requests.map(({ client }) => client))).toBeLessThan(5);
  // What began before goes on for as long as it did.
  expect(excerpt!.chaos).toEqual([
    { kind: 'pause', instance: 'api-1', atMs: 0, durationMs: 1000 },
    { kind: 'kill', instance: 'api-2', atMs: 3200, durationMs: 300 },
  ]);
});

test('of too many requests all about the subject are kept, and the nearest', () => {
  const sent = sentLog(400);
  for (let n = 0; n < 20; n++) sent.onSent(request('n-10', 3), -800 + 2000 * n);
  const [excerpt] = excerpts({ sent, violations: [violation('note n-10', 37_500)] });
  const isAbout = saysOneOf(['n-10']);
  expect(excerpt!.requests).toHaveLength(150);
  expect(excerpt!.requests.filter(isAbout)).toHaveLength(21);
  expect(keys(excerpt!.requests)).toContain('n-29');
  const times = excerpt!.requests.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a request that was answered late is where it was sent: an excerpt begins before it', () => {
  const sent = sentLog(400);
  sent.onSent(request('late', 1), 14_500);
  sent.onSent(request('late', 0), 10_000);
  const [excerpt] = excerpts({ sent, violations: [violation('note late', 17_000)] });
  expect(excerpt!.durationMs).toBe(3000 + 7000);
  expect(keys(excerpt!.requests).filter((key) => key === 'late')).toHaveLength(2);
});

test('what is found at the end is looked for where its subject was last seen', () => {
  const [excerpt] = excerpts({ sent: sentLog(400), violations: [violation('note n-100', 90_000, 8500)] });
  expect(excerpt!.durationMs).toBe(3000 + 500 + 3000);
});

test('each invariant has one excerpt, of its first violation; what was sent one by one before is found, too', () => {
  const first = violation('note trial-1', -86_399_000);
  const [excerpt, ...more] = excerpts({ sent: sentLog(10), violations: [first, violation('note n-3', 90)] });
  expect(more).toEqual([]);
  expect(excerpt).toMatchObject({ data: { of: 'the trial' }, durationMs: 1000 });
});

test('what is about nothing that was asked is looked for at its time', () => {
  const [excerpt] = excerpts({ sent: sentLog(400), violations: [violation('process api-1', 9000)] });
  expect(keys(excerpt!.requests).at(-1)).toBe('n-110');
});

test('where no request says the name of the subject, that is looked for which the message names', () => {
  const found = { ...violation('shipments 6b08e8', 9000, 8500), message: 'has the same order: ["n-60"]' };
  const [excerpt] = excerpts({ sent: sentLog(400), violations: [found] });
  expect(keys(excerpt!.requests)[0]).toBe('n-30');
});

test('what was lost or came to no end is told as that', () => {
  const sent = sentLog(100);
  expect(excerpts({ sent, wrong: ['n-20'] })).toMatchObject([
    { found: { what: 'lost', subject: 'notes n-20' } },
  ]);
  expect(excerpts({ sent, settled: false, wrong: ['n-20'], open: ['note n-30'] })).toMatchObject([
    { found: { what: 'stuck', subject: 'note n-30' } },
  ]);
});

test('of a run that went well, or of a stack that nobody knows, there is none', () => {
  expect(excerpts({ sent: sentLog(9) })).toEqual([]);
  const violations = [violation('note n-3', 90)];
  expect(excerpts({ sent: sentLog(9), violations, target: { api: 'http://a' } })).toEqual([]);
  expect(excerpts({ sent: new SentLog(), violations })).toEqual([]);
});
