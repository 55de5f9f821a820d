import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import seedrandom from 'seedrandom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, look } from '../browser.ts';
import { renderComparison, renderReport } from '../index.ts';
import { HOSTILE, sampleResult } from './sample.ts';

const sample = sampleResult(seedrandom('report'));
const page = renderReport(sample);
const MEGABYTE = 1_000_000;

test('the page names every part that a reader looks for', () => {
  for (const part of [
    'invariant violated',
    'accept.p99&lt;250ms',
    'Percentile spectrum',
    'Response over time',
    'Latency heatmap',
    'Throughput against the schedule',
    'Errors by kind',
    'Order completion',
    'Projection lag',
    'Server-side latency',
    'Event-loop delay',
    'CPU',
    'Orders and money',
    'Environment',
    'absolute figures are not those of a real server',
  ])
    expect(page, part).toContain(part);
});

test('no text of a result can become markup', () => {
  expect(page).not.toContain(HOSTILE);
  expect(page).not.toContain('<img src=x');
  expect(page).not.toContain('<script>alert');
  expect(renderComparison(sample, sample)).not.toContain('<img src=x');
});

test('the page stays under a megabyte, also after hours', () => {
  expect(page.length).toBeLessThan(MEGABYTE);
  expect(renderReport(sampleResult(seedrandom('long'), 300)).length).toBeLessThan(MEGABYTE);
});

test('a run in which nothing was measured has a page as well', () => {
  const empty = sampleResult(seedrandom('empty'), 0);
  expect(renderReport(empty)).toContain('Nothing was measured');
  expect(renderComparison(empty, sample)).toContain('Figures');
});

test('two runs are compared with their differences', () => {
  const slower = sampleResult(seedrandom('report'), 20, 2);
  const compared = renderComparison(sample, slower);
  expect(compared).toContain('accept p99, ms');
  expect(compared).toMatch(/completion p50, ms<\/td><td>[\d.]+<\/td><td>[\d.]+<\/td><td>\+\d/);
});

describe.skipIf(!chromiumPath)(
  chromiumPath ? 'in a browser' : 'in a browser (skipped: no chromium is installed)',
  () => {
    let dir = '';
    let file = '';
    beforeAll(() => {
      dir = mkdtempSync(path.join(tmpdir(), 'report-'));
      file = path.join(dir, 'page.html');
      writeFileSync(file, page);
    });
    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    test.each(['light', 'dark'] as const)(
      'in %s, all charts are drawn, nothing complains, nothing is loaded',
      async (scheme) => {
        const seen = await look(file, { scheme });
        expect(seen.complaints).toEqual([]);
        expect(seen.requests).toEqual([]);
        expect(seen.drawn).toBeGreaterThanOrEqual(11);
        // All but the heatmap.
        expect(seen.zoomable).toBe(seen.drawn - 1);
        expect(seen.painted).toEqual(seen.painted.map(() => true));
        expect(seen.overflows).toBe(false);
      },
    );

    test('without JavaScript every chart is there, and on a phone nothing sticks out', async () => {
      const still = await look(file, { scheme: 'light', script: false });
      expect(still.drawn).toBeGreaterThanOrEqual(11);
      const small = await look(file, { scheme: 'light', width: 380 });
      expect(small.overflows).toBe(false);
    });
  },
);
