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
