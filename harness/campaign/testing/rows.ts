/** Lines of a file of results, for tests: of a campaign that never was. */
import { type CampaignHead, FORMAT, type SeedRow, type ShrunkRow, VERSION } from '../result.ts';

export const headOf = (more: Partial<CampaignHead> = {}): CampaignHead => ({
  format: FORMAT,
  version: VERSION,
  startedAt: '2026-01-01T00:00:00.000Z',
  commit: 'abcdef0123456789',
  command: 'npm run sim --',
  scenario: 'shop',
  countsOf: 'orders',
  seed: 1,
  runs: 100,
  shard: { index: 1, of: 1 },
  drawnBy: [],
  sometimes: [],
  faults: ['pause'],
  ...more,
});

export const rowOf = (seed: number, more: Partial<SeedRow> = {}): SeedRow => ({
  seed,
  verdict: 'passed',
  character: 'calm',
  trace: 'aa',
  history: seed.toString(16).padStart(13, '0'),
  virtualMs: 1000,
  wallMs: 100,
  events: 500,
  counts: { accepted: 2 },
  injected: { pause: 2 },
  reached: [],
  atMs: seed * 100,
  ...more,
});

/** Of a seed that broke `one-charge`. */
export const failedOf = (seed: number, message = `ORD-${seed} was charged twice`): SeedRow =>
  rowOf(seed, {
    verdict: 'violated',
    failure: { invariant: 'one-charge', subject: `order ORD-${seed}`, message, more: 0 },
  });

/** What is left of it. */
export const shrunkOf = (
  { seed, verdict, failure }: SeedRow,
  fingerprint: string | null,
  more: Partial<ShrunkRow> = {},
): ShrunkRow => ({
  ...{ shrunk: seed, verdict, failure: failure!, fingerprint },
  shape: ['one-charge, order', 'payment: insert charges'],
  sentence: `order ORD-${seed} was charged twice`,
  shrinkage: { faults: [94, 1], requests: [155, 3], hosts: [9, 4], ms: [13_000, 1600], minimal: true },
  things: [{ thing: 'crash at +0.200s: payment-1', without: 'passes' }],
  plan: `../plans/seed-${seed}.json`,
  page: null,
  ...more,
});
