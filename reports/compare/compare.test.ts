import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import type { LoadResult } from '../../harness/run/result.ts';
import { sampleResult } from '../load/sample.ts';
import { comparability } from './comparable.ts';
import { compareFigures } from './figures.ts';
import { namesOf } from './names.ts';
import { renderComparison } from './report.ts';

const sound = (seed: string, slower = 1, commit = 'aaaaaaaaaaaaaaaa'): LoadResult => {
  const result = sampleResult(seedrandom(seed), 60, slower);
  return {
    ...result,
    verdict: { ...result.verdict, exitCode: 0, invariants: 'held', violations: [] },
    environment: { ...result.environment, git: { commit, dirty: false } },
  };
};
const base = sound('base');
const slower = sound('base', 2, 'bbbbbbbbbbbbbbbb');
const opening = (html: string): string[] =>
  [...html.matchAll(/<p class="verdict (\w*)"><b>([^<]*)<\/b>([^<]*)/g)].map(
    ([, tone, bold, rest]) => `${tone}: ${bold}${rest}`,
  );

describe('whether two can be compared', () => {
  test('all the same: they can', () => {
    expect(comparability(base, slower)).toEqual({ barriers: [], cares: [] });
    expect(opening(renderComparison(base, slower))[0]).toMatch(/^good: These two can be compared:/);
  });

  test.each<[string, (run: LoadResult) => LoadResult]>([
    [
      'the rate differs: 75 orders/s against 60 orders/s',
      (run) => ({ ...run, settings: { ...run.settings, ratePerS: 60 } }),
    ],
    ['the machine differs', (run) => ({ ...run, environment: { ...run.environment, cores: 64 } })],
    [
      'the database differs',
      (run) => ({
        ...run,
        environment: { ...run.environment, database: { ...run.environment.database, source: 'uri' } },
      }),
    ],
    [
      'the second is invalid: the driver itself was late',
      (run) => ({ ...run, verdict: { ...run.verdict, invalid: ['the driver itself was late'] } }),
    ],
    ['an invariant was violated', (run) => ({ ...run, verdict: { ...run.verdict, invariants: 'violated' } })],
    ['the second was interrupted', (run) => ({ ...run, interrupted: true })],
  ])('%s: they cannot, and nothing is called better or worse', (why, change) => {
    const page = renderComparison(base, change(slower));
    expect(opening(page)[0]).toMatch(/^bad: These two cannot be compared:/);
    expect(opening(page)[0]).toContain(why);
    expect(page).not.toContain('<h3>Worse</h3>');
    expect(page).not.toContain('<th>change</th>');
  });

  test('another seed or Node: with care, and it says why', () => {
    const other = {
      ...slower,
      settings: { ...slower.settings, seed: 9 },
      environment: { ...slower.environment, node: 'v26.0.0' },
    };
    expect(opening(renderComparison(base, other))[0]).toMatch(
      /^warn: These two can be compared with care: .*the seed differs: 1 against 9; Node differs: v20.20.2 against v26.0.0\.$/,
    );
  });
});

test('what is slower is worse, and what is sorted by size', () => {
  const figures = compareFigures(base, slower);
  const judgement = (name: string) => figures.find((figure) => figure.name === name)!.judgement;
  expect(judgement('service p50')).toBe('worse');
  expect(judgement('accept p99.9')).toBe('too few');
  const turned = compareFigures(slower, base).find(({ name }) => name === 'service p50')!;
  expect(turned.judgement).toBe('better');
  expect(
    compareFigures(base, base).every(({ judgement }) => judgement === 'same' || judgement === 'too few'),
  ).toBe(true);
  const page = renderComparison(base, slower);
  const worse = /<h3>Worse<\/h3>([\s\S]*?)<h3>Better/.exec(page)![1]!;
  const changes = [...worse.matchAll(/<td class="bad-ink">\+([\d.,]+)%/g)].map((found) =>
    Number(found[1]!.replace(',', '')),
  );
  expect(changes.length).toBeGreaterThan(5);
  expect(changes).toEqual([...changes].sort((a, b) => b - a));
  expect(opening(page)[1]).toMatch(
    /^bad: With bbbbbbbbbb, of \d+ figures that can be told, \d+ are worse, most of all .* \(\+/,
  );
});

test('runs are named by commit, by time only when that is the same, by order only when that is too', () => {
  expect(namesOf(base, slower)).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb']);
  const later = { ...base, startedAt: '2026-11-23T07:30:00.000Z' };
  expect(namesOf(base, later)).toEqual(['aaaaaaaaaa at 06:00:00', 'aaaaaaaaaa at 07:30:00']);
  const nextDay = { ...base, startedAt: '2026-11-24T06:00:00.000Z' };
  expect(namesOf(base, nextDay)[1]).toBe('aaaaaaaaaa at 2026-11-24 06:00:00');
  expect(namesOf(base, base)).toEqual(['aaaaaaaaaa at 06:00:00, first', 'aaaaaaaaaa at 06:00:00, second']);
});
