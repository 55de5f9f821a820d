import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SparingLog } from './sparing-log.ts';

let lines: { level: number; msg: string; count: number; n: number }[];
let log: SparingLog;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  log = new SparingLog(pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) }));
});
afterEach(() => {
  vi.useRealTimers();
});

const said = () => lines.map(({ msg, count, n }) => [msg, count, n]);

it('says the first at once, and then one line for each kind and second, with the first example of it', () => {
  for (let n = 0; n < 1000; n++) {
    log.say('warn', 'refused', { n });
    if (n % 2) log.say('info', 'cut', { n });
    vi.advanceTimersByTime(3);
  }
  vi.advanceTimersByTime(10_000);
  const refused = said().filter(([kind]) => kind === 'refused');
  expect(refused).toHaveLength(4);
  expect(refused.slice(0, 2)).toEqual([
    ['refused', 1, 0],
    ['refused', 333, 1],
  ]);
  expect(lines.filter(({ msg }) => msg === 'cut').reduce((sum, { count }) => sum + count, 0)).toBe(500);
  expect(refused.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(1000);
});

it('falls silent when it is over, keeps nothing, and begins anew', () => {
  log.say('warn', 'refused', { n: 1 });
  vi.advanceTimersByTime(5000);
  expect(vi.getTimerCount()).toBe(0);
  log.say('warn', 'refused', { n: 2 });
  expect(said()).toEqual([
    ['refused', 1, 1],
    ['refused', 1, 2],
  ]);
});

it('says what is left when flushed', () => {
  for (const n of [1, 2, 3]) log.say('error', 'failed', { n });
  log.flush();
  expect(said()).toEqual([
    ['failed', 1, 1],
    ['failed', 2, 2],
  ]);
  expect(lines[1]!.level).toBe(50);
  expect(vi.getTimerCount()).toBe(0);
});
