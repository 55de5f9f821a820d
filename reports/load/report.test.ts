import { writeFileSync } from 'node:fs';
import path from 'node:path';
import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import type { LoadResult } from '../../harness/run/result.ts';
import { look, point, tap } from '../browser.ts';
import { inBrowser } from '../in-browser.ts';
import { renderComparison, renderReport } from '../index.ts';
import { HOSTILE, sampleResult } from './sample.ts';

const sample = sampleResult(seedrandom('report'));
const page = renderReport(sample);
/** Of a run of half a minute, and of the longest there is: beyond 300 slices, slices get longer. */
const BYTES_MOST = { short: 200_000, long: 750_000 };

test('the page names every part that a reader looks for', () => {
  for (const part of [
    'Percentile spectrum',
    'Response over time',
    'Latency heatmap',
    'Throughput against the schedule',
    'Errors by kind',
    'Under way',
    'Completion of orders',
    'Projection of events',
    'Server-side latency',
    'Event-loop delay',
    'CPU',
    'Orders and money',
    'Environment',
    'absolute figures are not those of a real server',
  ])
    expect(page, part).toContain(part);
});

/** The first thing after the heading. */
const openingOf = (html: string): string =>
  /<h1>[\s\S]*?<\/h1>\s*<p class="verdict[^>]*>([\s\S]*?)<\/p>/.exec(html)![1]!.replace(/<[^>]*>/g, '');

test('a report opens with the verdict in one sentence, toned by what it is, and what to do', () => {
  expect(openingOf(page)).toMatch(/^Violated: one-charge, order .*: two charges were not refunded\.$/);
  const opened = (more: Partial<LoadResult['verdict']>): string =>
    renderReport({ ...sample, verdict: { ...sample.verdict, ...more } });
  const passed = { outcome: 'passed', sentence: 'Passed: all held.' } as const;
  expect(opened(passed)).toContain('<p class="verdict good"><b>Passed:</b> all held.</p>');
  // It may pass and yet be no news of the shop's speed.
  expect(opened({ ...passed, saturated: 'Saturated: …' })).toContain('<p class="verdict warn"><b>Passed:');
  const died = 'A died. Violated: b.';
  expect(openingOf(opened({ sentence: died }))).toBe(died);
  expect(opened({ outcome: 'invalid', advice: ['Ask for less.'] })).toContain(
    '<p class="advice">Ask for less.</p>',
  );
});

test('who died is told with its last words, and all that speaks against a run', () => {
  const html = renderReport({
    ...sample,
    deaths: [
      {
        instance: 'payment-1',
        atMs: 9000,
        signal: 'SIGSEGV',
        exitCode: null,
        sentence: 'payment-1 died at 9 s by SIGSEGV',
        lastLine: 'listening',
        backMs: null,
      },
    ],
    verdict: { ...sample.verdict, reasons: ['payment-1 died at 9 s by SIGSEGV', 'errors<0.1% was asked'] },
  });
  expect(html).toContain(
    'payment-1 died at 9 s by SIGSEGV<p class="soft">The last line it wrote, which need not be the cause:</p><pre>listening</pre>',
  );
  expect(html).toContain('<li>errors&lt;0.1% was asked</li>');
});

test('what the counts of orders include beyond the time measured is said', () => {
  expect(page).toContain('<th>orders <small>search and warm-up included</small></th>');
  const settings = { ...sample.settings, search: null };
  expect(renderReport({ ...sample, settings })).toContain('<th>orders <small>warm-up included</small></th>');
  expect(renderReport({ ...sample, settings: { ...settings, warmupMs: 0 } })).toContain(
    '<th>orders</th><th>count</th>',
  );
});

test('what had no end is counted beside its percentiles, and not told of when there is none', () => {
  expect(page).not.toContain('<th>count</th><th>without an end</th>');
  const completion = { ...sample.flows.completion!, unfinished: 7 };
  const html = renderReport({ ...sample, flows: { ...sample.flows, completion } });
  expect(html).toContain('<th>count</th><th>without an end</th>');
  expect(html).toMatch(/Completion p99<\/span><b>≥ /);
  expect(page.replaceAll(/ per order<\/span><b>≥ /g, '')).not.toContain('≥');
  expect(html).toMatch(/>completion <small>[^<]*<\/small><\/td><td>[\d,]+<\/td><td>7<\/td>/);
});

test('error share, p99 and throughput come first, each beside what was asked', () => {
  const tiles = [
    ...page.matchAll(
      /<div class="tile (\w*)"><span class="soft">([^<]*)<\/span><b>([^<]*)<\/b><small>([^<]*)/g,
    ),
  ].map((found) => found.slice(1));
  expect(tiles.map(([, name]) => name)).toEqual([
    'Errors',
    'Accept p99',
    'Answered',
    'Response p99',
    'Completion p99',
    'Projection p99',
    'CPU per order',
    'Commands per order',
    'Invariants',
  ]);
  expect(tiles[0]).toMatchObject({ 0: 'bad', 3: 'asked: errors&lt;0.1%' });
  expect(tiles[1]).toMatchObject({ 0: 'good', 3: 'asked: accept.p99&lt;250ms' });
  expect(tiles[2]![3]).toBe('150/s were due');
});

test('rows stand in one order, whatever order they were measured in, and are explained', () => {
  const turned = <T>(of: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(of).reverse());
  const other = renderReport({
    ...sample,
    counts: turned(sample.counts),
    latency: { ...sample.latency, kinds: turned(sample.latency.kinds) },
    mongo: [...sample.mongo].reverse(),
    services: [...sample.services].reverse(),
    ledger: { ...sample.ledger!, ended: turned(sample.ledger!.ended) },
  });
  expect(other).toBe(page);
  const first = [...page.matchAll(/<td class="name">([^<]*) <small>([^<]*)/g)].map((found) => [
    found[1],
    found[2],
  ]);
  expect(first.slice(0, 4).map(([name]) => name)).toEqual(['order', 'bad', 'read-order', 'read-product']);
  expect(first.slice(0, 10).every(([, says]) => says !== '')).toBe(true);
});

test('what a service counted is told in its own words, and who did not answer', () => {
  const told = page.slice(page.indexOf('<section id="metrics">'), page.indexOf('<section id="environment">'));
  expect(told).toContain(
    '<summary>orchestrator <small>a scrape took 3.4 ms, and was 12.3 KB</small></summary>',
  );
  expect(told).toContain('<p class="note">orchestrator-2 not in these figures: ');
  expect(told).toContain('<th>route status</th><th>count</th><th>mean, ms</th>');
  expect(told).toContain('<td class="name">/orders 202</td><td>2,000</td><td>6</td><td>4</td><td>30</td>');
  expect(told).toContain('<code>sagas_ended_total</code> <small>Orders brought to their end</small>');
  // Of one process nothing is known: it is no less than this.
  expect(page).toContain('<span class="soft">CPU per order</span><b>≥ 12.3 ms</b>');
  const { metrics: _metrics, cost: _cost, ...before } = sample;
  const without = renderReport(before);
  expect(without).not.toContain('id="metrics"');
  expect(without).not.toContain('per order');
});

test('every entry of the contents leads somewhere', () => {
  for (const html of [
    page,
    renderComparison(sample, sample),
    renderReport({ ...sample, chaos: [], services: [] }),
  ]) {
    const targets = [...html.matchAll(/href="#([^"]*)"/g)].map((found) => found[1]!);
    expect(targets.length).toBeGreaterThan(3);
    for (const target of targets) expect(html.split(`id="${target}"`), target).toHaveLength(2);
    const ids = [...html.matchAll(/<section id="([^"]*)"/g)].map((found) => found[1]);
    expect(ids.every((id) => targets.includes(id!))).toBe(true);
  }
});

test('chaos is named in every chart over time, limits are drawn in those they are about', () => {
  const figures = page.split('<figure').slice(1);
  const timed = figures.filter((figure) => figure.includes('"sync":"time"'));
  expect(timed.length).toBeGreaterThanOrEqual(10);
  for (const figure of timed) expect(figure).toContain('pause orchestrator-1</span>');
  const withLimit = (limit: string) =>
    figures
      .filter((figure) => figure.includes(`limit-name`) && figure.includes(`>${limit}</span>`))
      .map((figure) => /<h3>([^<]*)/.exec(figure)![1]!.trim());
  expect(withLimit('accept.p99&lt;250ms')).toEqual([
    'Response over time',
    'Percentile spectrum',
    'Latency heatmap',
  ]);
  expect(withLimit('errors&lt;0.1%')).toEqual(['Errors by kind']);
});

test('no legend shows a value before a reader points at one', () => {
  expect(page.match(/<span class="value">/g)!.length).toBeGreaterThan(30);
  expect(page).not.toMatch(/<span class="value">[^<]/);
});

test('no text of a result can become markup', () => {
  expect(page).not.toContain(HOSTILE);
  expect(page).not.toContain('<img src=x');
  expect(page).not.toContain('<script>alert');
  expect(renderComparison(sample, sample)).not.toContain('<img src=x');
});

test('the page stays small, also after hours', () => {
  expect(page.length).toBeLessThan(BYTES_MOST.short);
  expect(renderReport(sampleResult(seedrandom('long'), 300)).length).toBeLessThan(BYTES_MOST.long);
});

test('a run in which nothing was measured has a page as well', () => {
  const empty = sampleResult(seedrandom('empty'), 0);
  expect(renderReport(empty)).toContain('Nothing was measured');
  expect(renderComparison(empty, sample)).toContain('in the first nothing was measured');
});

inBrowser(page, (file) => {
  test.each(['light', 'dark'] as const)(
    'in %s, all charts are drawn, nothing complains, nothing is loaded',
    async (scheme) => {
      const seen = await look(file, { scheme });
      expect(seen.complaints).toEqual([]);
      expect(seen.requests).toEqual([]);
      expect(seen.drawn).toBeGreaterThanOrEqual(11);
      expect(seen.zoomable).toBe(seen.drawn);
      expect(seen.flat).toBe(0);
      expect(seen.overflows).toBe(false);
    },
  );

  test.each(['light', 'dark'] as const)('on a phone in %s nothing sticks out', async (scheme) => {
    expect(await look(file, { scheme, width: 390 })).toMatchObject({
      complaints: [],
      flat: 0,
      overflows: false,
    });
    const compared = path.join(path.dirname(file), 'compared.html');
    writeFileSync(compared, renderComparison(sample, sampleResult(seedrandom('other'))));
    expect(await look(compared, { scheme, width: 390 })).toMatchObject({
      complaints: [],
      flat: 0,
      overflows: false,
    });
  });

  test('without JavaScript every chart is there', async () => {
    const still = await look(file, { scheme: 'light', script: false });
    expect(still.drawn).toBeGreaterThanOrEqual(11);
  });

  test('a finger points as well, and what it points at stays until it taps elsewhere', async () => {
    const [on, off] = await tap(file);
    expect(on).toMatch(/^at \d+\.5 s/);
    expect(off).toBe('seconds of the run');
  });

  test('one crosshair goes over all charts, values come and go with it, a drag zooms them all', async () => {
    const seen = await point(file, { scheme: 'light' });
    expect(seen.crosses.length).toBeGreaterThanOrEqual(10);
    for (const cross of seen.crosses) expect(cross).toBeCloseTo(0.5, 1);
    expect(new Set(seen.crosses).size).toBe(1);
    expect(seen.says).toMatch(/^at \d+\.5 s/);
    expect(seen).toMatchObject({ complaints: [], valuesBefore: 0, valuesAfter: 0 });
    expect(seen.values).toBeGreaterThan(30);
    expect(new Set(seen.zoomed)).toEqual(new Set(['10 to 20']));
    expect(new Set(seen.whole)).toEqual(new Set(['0 to 30']));
  });
});
