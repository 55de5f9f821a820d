import '../node/install.ts';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import shop from '../../scenarios/shop/index.ts';
import { drawPlan } from '../plan/draw.ts';
import { branchAt } from './branch-at.ts';
import { bugToPlant, differencesOf, replayFlags } from './replay.ts';

const plan = drawPlan(shop, 1);

test("a plan brings its bug along; --bug wins over it, and 'none' leaves it out", () => {
  expect(bugToPlant(undefined, undefined)).toBeUndefined();
  expect(bugToPlant('no-fencing', undefined)).toBe('no-fencing');
  const saved = { ...plan, bug: 'lost-update' };
  expect(bugToPlant(undefined, saved)).toBe('lost-update');
  expect(bugToPlant('no-fencing', saved)).toBe('no-fencing');
  expect(bugToPlant('none', saved)).toBeUndefined();
});

test('a replay is told by its file, and by the bug where that is not the one in the file', () => {
  const saved = { ...plan, bug: 'lost-update' };
  const of = { scenario: shop, file: path.resolve('groundhog.config.ts'), root: '.' };
  const flags = (bug: string | undefined) => replayFlags(saved, { of, plan: 'a.json', bug });
  expect(flags('lost-update')).toBe('--plan a.json');
  expect(flags('no-fencing')).toBe('--plan a.json --bug no-fencing');
  expect(flags(undefined)).toBe('--plan a.json --bug none');
  const branch = { atMs: 2310.5, salt: 4 };
  expect(replayFlags(saved, { of, plan: 'a.json', branch, bug: 'lost-update' })).toBe(
    '--plan a.json --branch 2310.5ms:4',
  );
  expect(branchAt('2310.5ms:4')).toEqual(branch);
  expect(branchAt('-1.5s:2')).toEqual({ atMs: -1500, salt: 2 });
  for (const text of ['2310:4', '2310ms', '2310ms:-1', 'ms:4'])
    expect(() => branchAt(text)).toThrow('2310ms:4');
  const other = { ...of, file: path.resolve('mine/scenario.ts') };
  expect(replayFlags(saved, { of: other, plan: 'a.json', bug: 'lost-update' })).toBe(
    '--scenario mine/scenario.ts --plan a.json',
  );
});

describe('what is not as it was when the plan was saved', () => {
  const abc = 'abcdef0123456789';
  const cases: [string, { bug?: string; commit?: string }, string | undefined, string | null, string[]][] = [
    ['nothing', { commit: abc }, undefined, abc, []],
    ['a plan written by hand says nothing of commits', {}, undefined, abc, []],
    [
      'another commit',
      { commit: abc },
      undefined,
      '0123456789ab',
      ['at commit abcdef0123, runs at 0123456789'],
    ],
    [
      'other changes',
      { commit: `${abc}+changes-1111` },
      undefined,
      abc,
      ['at commit abcdef0123 with changes 1111, runs at abcdef0123'],
    ],
    ['outside of a repository', { commit: abc }, undefined, null, ['runs at an unknown one']],
    ['another bug', { bug: 'a' }, 'b', abc, ['with bug a, runs with bug b']],
    ['no bug any more', { bug: 'a' }, undefined, abc, ['with bug a, runs without a bug']],
  ];
  test.each(cases)('%s', (_name, code, bug, here, lines) => {
    const told = differencesOf({ ...plan, ...code }, bug, here);
    expect(told).toHaveLength(lines.length);
    lines.forEach((line, i) => void expect(told[i]).toContain(line));
  });
});
