import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { changePoints } from './change-points.ts';
import { renderTrend } from './index.ts';
import type { Night } from './night.ts';

const noise = (random: () => number) => (random() + random() + random() - 1.5) * 2;

test('steady nights have no change point, whatever their noise', () => {
  const random = seedrandom('steady');
  let found = 0;
  for (let i = 0; i < 100; i++) {
    const values = Array.from({ length: 40 }, () => 20 + noise(random));
    found += changePoints(values, random).length;
  }
  expect(found).toBeLessThanOrEqual(4);
});

test('each new level is found at its night; one bad night is none', () => {
  const random = seedrandom('levels');
  const levels = [...Array(15).fill(20), ...Array(12).fill(26), ...Array(15).fill(18)] as number[];
  const found = changePoints(
    levels.map((level) => level + noise(random)),
    random,
  );
  expect(found).toEqual([15, 27]);
  const bad = Array.from({ length: 30 }, (_, i) => (i === 14 ? 60 : 20) + noise(random));
  expect(changePoints(bad, random)).toEqual([]);
});

test('too few nights say nothing', () => {
  expect(changePoints([], Math.random)).toEqual([]);
  expect(changePoints([1, 1, 1, 9, 9, 9], Math.random)).toEqual([]);
});

test('the page shows every night, and escapes what it shows', () => {
  const night = (p50: number, i: number): Night => ({
    at: `2026-01-${10 + i}`,
    base: 'aaaaaaaaaaaaaa',
    head: 'bbbbbbbbbbbbbb',
    database: '<model>',
    figures: { base: { 'accept p50, ms': 20 }, head: { 'accept p50, ms': p50 } },
    comparisons: [
      {
        metric: 'accept p50, ms',
        pairs: 10,
        effectPercent: 12,
        lowPercent: 3,
        highPercent: 20,
        isWorse: true,
      },
    ],
    counters: { base: { 'MongoDB bytes': 100 }, head: { 'MongoDB bytes': 100 } },
    failures: i === 19 ? ['<script>alert(1)</script>'] : [],
    warnings: [],
  });
  const html = renderTrend(Array.from({ length: 20 }, (_, i) => night(i < 10 ? 20 : 30, i)));
  expect(html).toContain('a new level from 2026-01-20');
  expect(html).toContain('&lt;script&gt;alert(1)');
  expect(html).not.toContain('<script>alert(1)');
  expect(html).not.toContain('<model>');
  expect(renderTrend([])).toContain('No night has been run yet');
});

test('the first night is drawn: a dot for base and for head in each chart', () => {
  const first: Night = {
    at: '2026-11-10T02:17:00.000Z',
    base: 'aaaaaaaaaaaaaa',
    head: 'bbbbbbbbbbbbbb+changes-1234',
    database: 'model',
    figures: { base: { 'accept p50, ms': 20 }, head: { 'accept p50, ms': 22 } },
    comparisons: [],
    counters: { base: { 'HTTP bytes': 100 }, head: { 'HTTP bytes': 101 } },
    failures: [],
    warnings: [],
  };
  const html = renderTrend([first]);
  expect(html.match(/<path class="line dot" style="stroke:var\(--s\d\)"/g)).toHaveLength(4);
  expect(html).toContain('1 night so far, the last at 2026-11-10 02:17');
  expect(html).toContain('head bbbbbbbbbb with changes against base aaaaaaaaaa');
});
