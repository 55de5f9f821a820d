import '../node/install.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import { Network } from '../network/network.ts';
import { judge, type Rule, type Segment } from '../network/rules.ts';
import { Members } from '../system/databases.ts';
import { Settings } from '../system/settings.ts';
import { World } from '../world/world.ts';
import { inShort } from './choose.ts';
import { type FaultTools, faultKind, faultsOf } from './index.ts';

/** Those of any scenario, and the shop's. */
const allFaults = faultsOf(shop);

const targets = { services: ['a', 'b'], databases: ['db'], clients: ['c'] };

/** A world without code, whose network only keeps the rules imposed on it. */
function tools() {
  const world = new World({ seed: 'faults' });
  for (const name of ['a', 'b', 'db', 'c']) world.host(name).start(() => {});
  const network = new Network(world);
  const rules = new Set<Rule>();
  network.impose = (rule) => {
    rules.add(rule);
    return () => rules.delete(rule);
  };
  const settings = new Settings();
  settings.add('gateway', { latencyMs: 5, declineRate: 0, lostReplyRate: 0 });
  const databases = new Members(world, targets.databases);
  const struck: string[] = [];
  const strikes = (whom: string) => void struck.push(whom);
  const host = (name: string) => world.host(name);
  const all: FaultTools = {
    ...{ world, network, targets, databases, host, strikes },
    impose: settings.impose,
    foreignInsert: () => {},
    setUpAgain: () => {},
    killSetUp: () => {},
    deploy: () => {},
    watch: () => () => {},
  };
  const verdict = (from: string, to: string, more: Partial<Segment> = {}) =>
    judge(
      [...rules].map((rule) => ({ rule, fault: null })),
      {
        from: world.host(from),
        to: world.host(to),
        kind: 'data',
        fromServer: false,
        port: 1,
        lengthBytes: 1,
        ...more,
      },
    )?.verdict;
  return { ...all, settings, rules, verdict, all, struck };
}

function inject(t: ReturnType<typeof tools>, kind: string, params: object): () => void {
  return faultKind(allFaults, kind).inject(params, t.all);
}

describe.each(allFaults.map((f) => [f.kind, f] as const))('%s', (_kind, kind) => {
  test('whatever is drawn can be told, injected, and leaves nothing behind', () => {
    fc.assert(
      fc.property(
        kind.draw(targets, (min, max) => fc.integer({ min, max })),
        (params) => {
          expect(kind.describe(params)).not.toBe('');
          const t = tools();
          kind.inject(JSON.parse(JSON.stringify(params)), t.all)();
          expect(t.rules.size).toBe(0);
          expect(t.settings.of('gateway')).toEqual({ latencyMs: 5, declineRate: 0, lostReplyRate: 0 });
          for (const host of t.world.hosts.values()) expect(host.state).not.toBe('paused');
          expect(t.world.host('a').wallMs()).toBe(t.world.epochMs);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test('hosts are told in few words', () => {
  expect(inShort(['a-1', 'b-1', 'b-2', 'b-3', 'c-1', 'c-3'])).toBe('a-1 b-1…3 c-1 c-3');
  expect(inShort(['gateway'])).toBe('gateway');
});

test('latency delays what its host sends and gets, nothing else', () => {
  const t = tools();
  inject(t, 'latency', { host: 'a', delayMs: 10, jitterMs: 0 });
  expect(t.verdict('a', 'b')).toEqual({ kind: 'delay', us: 10_000 });
  expect(t.verdict('b', 'a')).toEqual({ kind: 'delay', us: 10_000 });
  expect(t.verdict('b', 'c')).toBeUndefined();
});

test('stray requests are late on their way to a service, its replies and what it asks of others are not', () => {
  const t = tools();
  inject(t, 'stray-requests', { hosts: ['a'], percent: 100, delayMs: 3000, hangUp: false });
  const delayUs = (verdict = t.verdict('b', 'a')) => (verdict?.kind === 'delay' ? verdict.us : 0);
  const delays = Array.from({ length: 100 }, () => delayUs());
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(900_000);
  expect(Math.max(...delays)).toBeLessThanOrEqual(3_000_000);
  expect(new Set(delays).size).toBeGreaterThan(90);
  expect(t.verdict('a', 'b', { fromServer: true })).toBeUndefined();
  expect(t.verdict('a', 'db')).toBeUndefined();
  expect(t.verdict('b', 'a', { kind: 'fin' })).toBeUndefined();
  inject(t, 'stray-requests', { hosts: ['a'], percent: 100, delayMs: 1000, hangUp: true });
  expect(t.verdict('b', 'a')).toMatchObject({ kind: 'delay', hangUp: true });
});

test('loss delays a share of segments by retransmission times', () => {
  const t = tools();
  inject(t, 'loss', { percent: 10 });
  const delays = Array.from({ length: 2000 }, () => t.verdict('a', 'b')).filter((v) => v !== undefined);
  expect(delays.length).toBeGreaterThan(120);
  expect(delays.length).toBeLessThan(290);
  for (const v of delays)
    expect([200_000, 600_000, 1_400_000, 3_000_000]).toContain((v as { us: number }).us);
});

test('reset-reply lets some replies pass, then cuts as many as it was told', () => {
  const t = tools();
  inject(t, 'reset-reply', { server: 'a', skip: 2, replies: 3 });
  expect(t.verdict('b', 'a')).toBeUndefined();
  const replies = Array.from({ length: 7 }, () => t.verdict('a', 'b', { fromServer: true })?.kind);
  expect(replies).toEqual([undefined, undefined, 'reset', 'reset', 'reset', undefined, undefined]);
});

test('a partition holds both ways, a one-way partition only what the group sends', () => {
  const both = tools();
  inject(both, 'partition', { group: ['a', 'db'] });
  const kinds = (t: ReturnType<typeof tools>) =>
    [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'db'],
      ['b', 'c'],
    ].map(([from, to]) => t.verdict(from!, to!)?.kind);
  expect(kinds(both)).toEqual(['hold', 'hold', undefined, undefined]);
  const one = tools();
  inject(one, 'one-way-partition', { group: ['a', 'db'] });
  expect(kinds(one)).toEqual(['hold', undefined, undefined, undefined]);
});

test('a crash takes the process down, a pause stops it until it ends', () => {
  const t = tools();
  inject(t, 'crash', { host: 'a', peersSeeReset: false });
  expect(t.world.host('a')).toMatchObject({ state: 'down', silent: true });
  const end = inject(t, 'pause', { host: 'b' });
  expect(t.world.host('b').state).toBe('paused');
  end();
  expect(t.world.host('b').state).toBe('up');
});

test('of two faults of the bank at once the worse counts, and each ends by itself', () => {
  const t = tools();
  const endSlow = inject(t, 'bank-slow', { value: 100 });
  const endSlower = inject(t, 'bank-slow', { value: 900 });
  expect(t.settings.of('gateway').latencyMs).toBe(900);
  endSlower();
  expect(t.settings.of('gateway').latencyMs).toBe(100);
  endSlow();
  expect(t.settings.of('gateway').latencyMs).toBe(5);
});
