import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type CampaignHead, replayOf, type SeedRow } from '../../harness/campaign/index.ts';
import { headOf, rowOf } from '../../harness/campaign/testing/rows.ts';
import { chromiumPath, closeBrowser, look } from '../browser.ts';
import { Campaign } from './merge.ts';
import { renderCampaign } from './report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'campaign-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(closeBrowser);

const head = (index: number, of = 2): CampaignHead =>
  headOf({
    command: `npm run sim -- --shard ${index}/${of} <b>`,
    runs: 400,
    shard: { index, of },
    drawnBy: ['--members', '3'],
    sometimes: [
      { name: 'confirmed', says: 'An order is confirmed.' },
      { name: '<i>never</i>', says: 'It never is.' },
    ],
    faults: ['pause', 'crash'],
  });

const row = (seed: number, more: Partial<SeedRow> = {}): SeedRow =>
  rowOf(seed, {
    character: seed % 2 ? 'calm' : 'storm',
    // Two seeds of ten have a history that an earlier one has.
    history: (seed % 10 < 2 ? 7 : seed).toString(16).padStart(13, '0'),
    counts: { accepted: 2, confirmed: 1, rejected: 1 },
    reached: [0],
    ...more,
  });

const broken = (seed: number, message: string, more: Partial<SeedRow> = {}): SeedRow =>
  row(seed, {
    verdict: 'violated',
    failure: { invariant: 'one-charge', subject: 'order <ORD-1>', message, more: 0 },
    ...more,
  });

function file(name: string, first: CampaignHead, rows: SeedRow[]): string {
  const at = path.join(folder, name);
  writeFileSync(at, [first, ...rows].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return at;
}

function merged(): Campaign {
  const odd = Array.from({ length: 200 }, (_, i) => row(2 * i + 1));
  const even = Array.from({ length: 200 }, (_, i) => row(2 * i + 2));
  odd[3] = broken(7, 'ORD-000012 was charged 2 times <script>alert(1)</script>', { events: 900 });
  even[8] = broken(18, 'ORD-000777 was charged 3 times <script>alert(1)</script>', { events: 300 });
  even[9] = row(20, {
    verdict: 'stuck',
    failure: { invariant: null, subject: null, message: 'not at rest: order ORD-1, order ORD-2', more: 0 },
  });
  const campaign = new Campaign();
  campaign.add(file('1.jsonl', head(1), odd));
  campaign.add(file('2.jsonl', head(2), even));
  return campaign;
}

test('shards add up', () => {
  const campaign = merged();
  expect(campaign).toMatchObject({ seeds: 400, failed: 3, virtualMs: 400_000, events: 200_200, missing: [] });
  expect(campaign.counts).toEqual({ accepted: 800, confirmed: 400, rejected: 400 });
  expect(campaign.faults.get('pause')).toEqual({ seeds: 400, times: 800 });
  expect(campaign.faults.get('crash')).toEqual({ seeds: 0, times: 0 });
  expect(campaign.sometimes.get('confirmed')?.seeds).toBe(400);
  expect(campaign.neverReached).toEqual(['<i>never</i>']);
  // Seeds 1 to 400: those ending in 0 and 1 share the history of seed 7.
  expect(campaign.histories.size).toBe(320);
  expect(campaign.newHistories.reduce((sum, n) => sum + n, 0)).toBe(320);
  expect(campaign.slices.reduce((sum, { seeds }) => sum + seeds, 0)).toBe(400);
});

test('failures of one cause are one, with the replay of the shortest', () => {
  const groups = merged().triage.groups();
  expect(groups.map(({ what, seeds }) => [what, seeds])).toEqual([
    ['one-charge', 2],
    ['stuck', 1],
  ]);
  expect(groups[0]!.examples).toEqual([7, 18]);
  expect(replayOf(groups[0]!)).toBe('npm run sim -- --seed 18 --members 3');
});

test('what is of another campaign, twice there or empty is refused', () => {
  const campaign = new Campaign();
  const one = file('2-of-4.jsonl', head(2, 4), [row(2)]);
  campaign.add(one);
  expect(campaign.missing).toEqual(['1/4', '3/4', '4/4']);
  expect(() => campaign.add(one)).toThrow(/are of the same shard/);
  for (const other of [head(2, 5), { ...head(1, 4), seed: 2 }, { ...head(1, 4), drawnBy: [] }])
    expect(() => campaign.add(file('other.jsonl', other, []))).toThrow(/are of different campaigns/);
  writeFileSync(path.join(folder, 'x'), '{"format":"other"}\n');
  expect(() => campaign.add(path.join(folder, 'x'))).toThrow(/holds no results/);
  writeFileSync(path.join(folder, 'x'), '');
  expect(() => campaign.add(path.join(folder, 'x'))).toThrow(/is empty/);
});

test('the page says what matters, and escapes what it shows', () => {
  const html = renderCampaign(merged());
  for (const text of ['3 failed', 'one-charge', '--seed 18 --members 3', '1 of 2', '320 of 400'])
    expect(html.includes(text), text).toBe(true);
  for (const text of ['<script>alert(1)', '<i>never</i>', '--shard 1/2 <b>'])
    expect(html.includes(text), text).toBe(false);
  const nothing = new Campaign();
  nothing.add(file('3.jsonl', head(1), []));
  expect(renderCampaign(nothing)).toContain('nothing ran');
});

test.runIf(chromiumPath)(
  'a browser has nothing to complain about, light, dark, narrow and without script',
  async () => {
    const at = path.join(folder, 'campaign.html');
    writeFileSync(at, renderCampaign(merged()));
    for (const options of [
      { scheme: 'light' },
      { scheme: 'dark' },
      { scheme: 'light', width: 390 },
    ] as const) {
      const seen = await look(at, options);
      expect(seen).toMatchObject({ complaints: [], requests: [], zoomable: 3, flat: 0, overflows: false });
    }
    expect(await look(at, { scheme: 'dark', script: false })).toMatchObject({ complaints: [], drawn: 3 });
  },
);
