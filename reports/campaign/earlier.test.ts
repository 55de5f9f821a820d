import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CampaignHead, ShrunkRow } from '../../harness/campaign/index.ts';
import { failedOf, headOf, shrunkOf } from '../../harness/campaign/testing/rows.ts';
import { EXIT } from '../exit-codes.ts';
import { Earlier } from './earlier.ts';
import { Campaign } from './merge.ts';
import { renderCampaign } from './report.ts';
import { verdictOf } from './verdict.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'earlier-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A shard's file in which each seed failed, and was shrunk to one of these, or was not. */
function file(day: number, fingerprints: (string | null)[], more: Partial<CampaignHead> = {}): string {
  const head = headOf({ startedAt: `2026-01-0${day}T00:00:00.000Z`, commit: `c${day}`, ...more });
  const lines: object[] = [head];
  fingerprints.forEach((fingerprint, i) => {
    const row = failedOf(head.seed + i * head.shard.of + head.shard.index - 1);
    const page: Partial<ShrunkRow> = { page: `pages/${fingerprint} of it.html` };
    lines.push(row, ...(fingerprint === null ? [] : [shrunkOf(row, fingerprint, page)]));
  });
  const at = path.join(folder, `${files++}.jsonl`);
  writeFileSync(
    at,
    [...lines, { ended: 'all', atMs: 1 }].map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  return at;
}

function campaign(...files: string[]): Campaign {
  const all = new Campaign();
  for (const one of files) all.add(one);
  return all;
}

function against(now: Campaign, ...files: string[]) {
  const earlier = new Earlier();
  for (const one of files) earlier.add(one);
  return earlier.against(now);
}

test('a failure is new, goes on, is gone, or is back again', () => {
  const now = campaign(file(5, ['a1', 'b2', 'c3']));
  const { since, gone, campaigns } = against(now, file(2, ['b2']), file(4, ['a1', 'd4']), file(3, ['e5']));
  const told = now.triage.groups().map((group) => [group.fingerprint, since(group)]);
  expect(told).toEqual([
    ['a1', 'ongoing'],
    ['b2', 'back again'],
    ['c3', 'new'],
  ]);
  expect(gone.map(({ fingerprint }) => fingerprint)).toEqual(['d4']);
  expect(campaigns).toBe(3);
});

test('the shards of one campaign are one, the same seeds at another commit are another', () => {
  const shard = (index: number) => ({ shard: { index, of: 2 } });
  const now = campaign(file(5, ['a1', 'b2'], { runs: 2 }));
  const all = [
    file(1, ['b2'], shard(1)),
    file(2, ['c3'], { ...shard(2), commit: 'c1' }),
    file(3, ['a1'], shard(1)),
  ];
  const { since, gone, campaigns } = against(now, ...all);
  expect(campaigns).toBe(2);
  expect(now.triage.groups().map(since)).toEqual(['ongoing', 'back again']);
  expect(gone).toEqual([]);
});

test('one that was not shrunk goes on where its kind does', () => {
  const { since } = against(campaign(file(5, [null])), file(4, ['a1']));
  expect(
    campaign(file(5, [null]))
      .triage.groups()
      .map(since),
  ).toEqual(['ongoing']);
});

test('one is not said to be gone where others of its kind were not looked into', () => {
  expect(against(campaign(file(5, ['a1', null])), file(4, ['d4'])).gone).toEqual([]);
});

test('what is earlier must be of the same scenario', () => {
  const other = file(1, [], { scenario: 'jobs' });
  expect(() => against(campaign(file(5, ['a1'])), other)).toThrow(
    /is of the scenario 'jobs', and this is 'shop'/,
  );
});

test('the page groups by fingerprint, new ones first, and leads from each to its page', () => {
  const now = campaign(file(5, ['a1', 'a1', 'b2', null]));
  mkdirSync(path.join(folder, 'pages'));
  writeFileSync(path.join(folder, 'pages/a1 of it.html'), '');
  const page = renderCampaign(now, { against: against(now, file(4, ['a1', 'd4'])), folder });
  expect(page).toContain('1 new, 0 back again, 2 ongoing, 0 gone');
  expect(page.indexOf('id="b2"')).toBeLessThan(page.indexOf('id="a1"'));
  expect(page).toContain('href="pages/a1%20of%20it.html"');
  expect(page).not.toContain('href="pages/b2');
  expect(page).toContain('94 faults → 1, 155 requests → 3, 5 instances fewer, 13 s → 1.6 s');
  expect(page).toContain('crash at +0.200s: payment-1; without it: passes');
  expect(page).toContain('Not shrunk: of their kind, and maybe of more than one cause.');
});

test('a campaign in which only known ones occur passes, and says so', () => {
  const now = campaign(file(5, ['a1', 'a1'], { runs: 2 }));
  const known = (fingerprint: string) => ({
    ...{ fingerprint, what: 'one-charge', about: 'order', sentence: 'charged twice' },
    ...{ since: '2026-01-01T00:00:00.000Z', commit: null },
  });
  expect(verdictOf(now, [known('b2')])).toMatchObject({ words: '2 failed', code: EXIT.failed });
  const all = [known('a1'), known('b2')];
  expect(verdictOf(now, all)).toMatchObject({
    words: '2 failed, all of them known',
    tone: 'warn',
    code: EXIT.drawn,
  });
  const page = renderCampaign(now, { known: all });
  expect(page).toContain('Known, and did not occur');
  expect(page.split('Known, and did not occur')[1]).toContain('<code>b2</code>');
});
