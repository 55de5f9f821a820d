import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { sampleResult } from '../../reports/load/sample.ts';
import { summaryOf } from './summary.ts';

const sample = sampleResult(seedrandom('summary'));

test.each([
  ['a search and a warm-up', sample.settings, ' (search and warm-up included): '],
  ['a warm-up', { ...sample.settings, search: null }, ' (warm-up included): '],
  ['nothing', { ...sample.settings, search: null, warmupMs: 0 }, ': '],
])('orders are counted from %s on, which is said', (_, settings, said) => {
  expect(summaryOf({ ...sample, settings })).toContain(
    `orders     ${sample.ledger!.sent} sent${said}${sample.ledger!.ended.confirmed} confirmed`,
  );
});

test('each kind of request that was asked has a row of the table, in line with the others', () => {
  const [kind] = Object.keys(sample.latency.kinds) as [string];
  const long = 'POST /a/path/of/some/length';
  const lines = summaryOf({
    ...sample,
    scenario: {
      ...sample.scenario,
      kinds: { [kind]: { says: '', limit: kind }, [long]: { says: '', limit: long } },
    },
    latency: {
      ...sample.latency,
      kinds: { [kind]: sample.latency.kinds[kind]!, [long]: sample.latency.response },
    },
  }).split('\n');
  const row = (name: string) => lines.find((line) => line.startsWith(`${name} `));
  expect(row(kind)).toBeDefined();
  expect(row(long)).toHaveLength(row('response')!.length);
  expect(row(long)!.length).toBe(row('ms')!.length);
});

test('a run of which nothing was measured has no table', () => {
  const none = { ...sample.latency.response, count: 0 };
  const latency = { response: none, service: none, sendLag: none, queue: none, kinds: {} };
  expect(summaryOf({ ...sample, latency, flows: {} })).not.toMatch(/^ms /m);
});

test('what a piece of work costs is told, where it is known', () => {
  expect(summaryOf(sample)).toContain(
    'cost       at least 12.3 ms of CPU and 22.5 MongoDB commands per order\n',
  );
  expect(summaryOf({ ...sample, cost: { ...sample.cost!, isWhole: true, commands: null } })).toContain(
    'cost       12.3 ms of CPU per order\n',
  );
  expect(summaryOf({ ...sample, cost: null })).not.toContain('cost ');
});
