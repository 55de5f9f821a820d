/** Without a debugger the statement does nothing: what is told here is where it would stop, and that all goes on. */
import { expect, test } from 'vitest';
import { RunFailure } from '../world/world.ts';
import type { PauseAt } from './flags.ts';
import { stopper } from './stop.ts';

const LINES = [
  { seq: 1, timeUs: -2000, host: 'api-1', kind: 'start', detail: '' },
  { seq: 2, timeUs: 0, host: '-', kind: 'phase', detail: 'chaos' },
  { seq: 3, timeUs: 1500, host: 'api-1', kind: 'data', detail: '40001 12' },
];
const violation = {
  invariant: 'one-charge',
  subject: 'order 7',
  message: 'charged twice',
  atMs: 1.5,
  related: [],
};

/** What it says as it stops, after as many events as went on before. */
function stops(
  at: PauseAt,
  then: (watch: ReturnType<typeof stopper>) => void = () => {},
): [number, string][] {
  const told: [number, string][] = [];
  let gone = 0;
  const watch = stopper(at, (line) => told.push([gone, line]));
  for (const line of LINES) watch.before(line, () => gone++);
  then(watch);
  expect(gone).toBe(LINES.length);
  return told;
}

test('it stops once, before what it is to stop at', () => {
  expect(stops('start')).toEqual([[0, 'stopped at -0.002s, event 1, api-1 start']]);
  expect(stops({ event: 2 })).toEqual([[1, 'stopped at +0.000s, event 2, - phase chaos']]);
  expect(stops({ atMs: 1 })).toEqual([[2, 'stopped at +0.002s, event 3, api-1 data 40001 12']]);
  expect(stops({ event: 4 })).toEqual([]);
});

test('of what breaks, it stops at the first', () => {
  const told = stops('violation', ({ onViolation, onFailure }) => {
    onViolation(violation);
    onViolation({ ...violation, subject: 'order 8' });
    onFailure(new RunFailure('crashed', 'no more'));
  });
  expect(told).toEqual([[3, expect.stringMatching(/event 3.*, one-charge, order 7: charged twice$/)]]);
  expect(stops('violation', ({ onFailure }) => onFailure(new RunFailure('crashed', 'no more')))).toEqual([
    [3, expect.stringMatching(/: no more$/)],
  ]);
  expect(stops('start', ({ onViolation }) => onViolation(violation))).toHaveLength(1);
});
