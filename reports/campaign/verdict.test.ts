import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CampaignHead, EndRow, SeedRow } from '../../harness/campaign/index.ts';
import { headOf, rowOf } from '../../harness/campaign/testing/rows.ts';
import { EXIT } from '../exit-codes.ts';
import { Campaign } from './merge.ts';
import { renderCampaign } from './report.ts';
import { ranOf, verdictOf } from './verdict.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'verdict-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const row = (seed: number, more: Partial<SeedRow> = {}): SeedRow => rowOf(seed, { reached: [0], ...more });
const broken = (seed: number, more: Partial<SeedRow> = {}): SeedRow =>
  row(seed, {
    verdict: 'violated',
    failure: { invariant: 'one-charge', subject: null, message: 'charged twice', more: 0 },
    ...more,
  });
const ended = (how: EndRow['ended']): EndRow => ({ ended: how, atMs: 900 });

interface Said {
  /** Lines after the head; else its two seeds, and that all have run. */
  lines?: object[];
  head?: Partial<CampaignHead>;
}

function add(campaign: Campaign, index: number, of: number, { lines, head }: Said = {}): void {
  const first = headOf({
    runs: 8,
    shard: { index, of },
    sometimes: [{ name: 'confirmed', says: 'An order is confirmed.' }],
    ...head,
  });
  const all = [first, ...(lines ?? [row(index), row(index + 4), ended('all')])];
  const file = path.join(folder, `${index}-of-${of}.jsonl`);
  writeFileSync(file, all.map((line) => `${JSON.stringify(line)}\n`).join(''));
  campaign.add(file);
}

/** Four shards of two seeds each, whole but for what is said of some. */
function quarters(said: Record<number, Said> = {}, all: Said = {}): Campaign {
  const campaign = new Campaign();
  for (const index of [1, 2, 3, 4]) add(campaign, index, 4, { ...all, ...said[index] });
  return campaign;
}

test('all has run and passed: green', () => {
  expect(verdictOf(quarters())).toEqual({ words: 'all passed', tone: 'good', code: EXIT.drawn, reasons: [] });
});

test('as many seeds as there was time for: green', () => {
  const open = new Campaign();
  add(open, 1, 1, { head: { runs: 10_000_000, isOpen: true }, lines: [row(1), row(2), ended('time')] });
  expect(verdictOf(open)).toMatchObject({ words: 'all passed', tone: 'good', code: EXIT.drawn });
  expect(ranOf(open)).toBe('2 seeds');
});

test.each<[string, object[], RegExp]>([
  ['was interrupted', [row(3), ended('interrupted')], /3\/4 was interrupted after 1 of 2 seeds/],
  ['was killed', [row(3)], /3\/4 ends without a word after 1 of 2 seeds/],
  ['was interrupted, resumed and killed', [ended('interrupted'), row(7)], /3\/4 ends without a word/],
  ['lost a line', [row(7), ended('all')], /3\/4 has lost seeds: 1 of 2 seeds are here/],
  ['holds a line that is none', [row(3), { seed: 7 }], /1 line of .*3-of-4.jsonl cannot be read/],
  ["holds another shard's seed", [row(3), row(2)], /1 line of .*3-of-4.jsonl cannot be read/],
  ['ran one seed twice, another never', [row(3), row(3), ended('all')], /3\/4 has lost seeds/],
])('one shard %s: never green, counted and told', (_, lines, reason) => {
  const campaign = quarters({ 3: { lines } });
  const { words, tone, code, reasons } = verdictOf(campaign);
  expect([words, tone, code]).toEqual(['unfinished, 1 not run', 'bad', EXIT.unfinished]);
  expect(reasons.join('\n')).toMatch(reason);
  expect(ranOf(campaign)).toBe('7 of 8 seeds');
  const page = renderCampaign(campaign);
  expect(page).toContain('<title>Campaign: 7 of 8 seeds, unfinished, 1 not run</title>');
  expect(page).not.toContain('all passed');
});

test('shards that are not here have not run', () => {
  const campaign = new Campaign();
  add(campaign, 2, 4);
  expect(verdictOf(campaign)).toMatchObject({
    words: 'unfinished, 6 not run',
    code: EXIT.unfinished,
    reasons: ['shards 1/4, 3/4, 4/4 not here'],
  });
});

test('where no seed ran, nothing passed', () => {
  const campaign = new Campaign();
  add(campaign, 1, 1, { head: { isOpen: true }, lines: [ended('time')] });
  expect(verdictOf(campaign)).toMatchObject({ words: 'nothing ran', tone: 'bad', code: EXIT.unfinished });
});

test('shards of two commits are not one campaign', () => {
  const { code, reasons } = verdictOf(quarters({ 2: { head: { commit: 'fff' } } }));
  expect([code, reasons]).toEqual([EXIT.unfinished, ['not all ran the same code: abcdef0123, fff']]);
});

test('a shard whose time was up is counted and told, not green, and no failure', () => {
  expect(verdictOf(quarters({ 4: { lines: [row(4), ended('time')] } }))).toEqual({
    words: 'passed so far, 1 not run',
    tone: 'warn',
    code: EXIT.drawn,
    reasons: ['shard 4/4 ran out of time after 1 of 2 seeds'],
  });
});

test('a failed seed outweighs what did not run, which is told all the same', () => {
  const lines = [broken(3), ended('failures')];
  expect(verdictOf(quarters({ 3: { lines } }))).toMatchObject({
    words: '1 failed, 1 not run',
    code: EXIT.failed,
  });
});

test('a state that was never reached has a code of its own', () => {
  const sometimes = [
    { name: 'confirmed', says: 'An order is confirmed.' },
    { name: 'refunded', says: 'Money is given back.' },
  ];
  expect(verdictOf(quarters({}, { head: { sometimes } }))).toMatchObject({
    words: 'all passed',
    code: EXIT.unreached,
    reasons: ['never reached: refunded'],
  });
});

test('a planted bug stands in the title, and one that was not found is not green', () => {
  const campaign = quarters({}, { head: { drawnBy: ['--bug', 'lost-update'] } });
  expect(verdictOf(campaign)).toMatchObject({ words: 'the bug was not found', tone: 'warn' });
  expect(renderCampaign(campaign)).toContain('<h1>Campaign with the bug lost-update: 8 seeds</h1>');
});

test('one of a thing is one', () => {
  const lines = [row(1), broken(5, { injected: { pause: 1 }, events: 1 }), ended('all')];
  const page = renderCampaign(quarters({ 1: { lines } }));
  expect(page).toContain('The shortest has 1 fault and 1 event.');
  expect(page.slice(page.indexOf('<body>'))).not.toMatch(
    /(?<![\d.,])1 (seeds|faults|events|shards|histories)\b/,
  );
});
