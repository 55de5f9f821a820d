/** Stories are told on the run's clock, with the faults that were in force meanwhile. */
import { expect, test } from 'vitest';
import type { Answer, FaultMoment } from './invariant.ts';
import { Storyteller } from './story.ts';

const answer = (atMs: number): Answer => ({
  client: 'client-1',
  kind: 'read-order',
  key: 'ORD-1',
  to: 'orchestrator',
  method: 'GET',
  path: '/orders/ORD-1',
  sentMs: atMs - 100,
  atMs,
  status: 0,
  body: null,
});
const violation = { invariant: 'x', atMs: 3000, subject: 'read-order ORD-1', message: 'so it is' };
const told = (atMs: number) =>
  `client-1 sent GET /orders/ORD-1 at +${((atMs - 100) / 1000).toFixed(3)}s and heard nothing`;

function storyOf(...happened: (Answer | FaultMoment)[]): string[] {
  const storyteller = new Storyteller({ collections: [], told: {} }, 16, 10);
  for (const one of happened)
    if ('what' in one) storyteller.onFault(one);
    else storyteller.onAnswer(one);
  return storyteller.tell(violation).slice(0, -1);
}

const moment = (fault: number, atMs: number, what: FaultMoment['what'], words = 'mongo-1'): FaultMoment => ({
  fault,
  kind: 'pause',
  atMs,
  what,
  words,
});

test('faults stand between what happened, from begin to end, with whom they struck', () => {
  expect(
    storyOf(
      moment(0, 900, 'begins', 'the primary'),
      moment(0, 900, 'strikes', 'mongo-2'),
      answer(1000),
      moment(0, 1500, 'ends', 'the primary'),
      answer(2000),
      moment(1, 2500, 'begins'),
    ),
  ).toEqual([
    '+0.900s pause begins: the primary, strikes mongo-2',
    `+1.000s ${told(1000)}`,
    '+1.500s pause ends: the primary',
    `+2.000s ${told(2000)}`,
    '+2.500s pause begins: mongo-1',
  ]);
});

test('the ends of processes are told, with what nobody caught', () => {
  const storyteller = new Storyteller({ collections: [], told: {} }, 16, 10);
  const end = { process: 'api-1', code: 1, signal: null, error: null, afterAskedMs: null };
  storyteller.onExit({ ...end, atMs: 500 });
  storyteller.onAnswer(answer(1000));
  storyteller.onExit({ ...end, atMs: 1200, error: 'no such thing' });
  storyteller.onExit({ ...end, atMs: 1300, code: null, signal: 'SIGKILL', afterAskedMs: 40.2 });
  storyteller.onExit({ ...end, atMs: 1400, code: 0, afterAskedMs: 7 });
  expect(storyteller.tell(violation).slice(0, -1)).toEqual([
    `+1.000s ${told(1000)}`,
    '+1.200s api-1 ended of an uncaught error: no such thing',
    '+1.300s api-1 ended by SIGKILL, 40 ms after it was asked to',
    '+1.400s api-1 ended with exit code 0, 7 ms after it was asked to',
  ]);
});

test('what was over before the story begins is no part of it; what is over at once is one line', () => {
  expect(
    storyOf(
      moment(0, 100, 'begins'),
      moment(0, 900, 'ends'),
      answer(1000),
      moment(1, 1200, 'begins'),
      moment(1, 1200, 'ends'),
    ),
  ).toEqual([`+1.000s ${told(1000)}`, '+1.200s pause: mongo-1']);
});

test('of a storm the last dozen is told, and that there was more', () => {
  const storm = Array.from({ length: 20 }, (_, i) => moment(i, 1100 + i, 'begins', `host-${i}`));
  const story = storyOf(answer(1000), ...storm);
  expect(story).toHaveLength(14);
  expect(story[0]).toBe('(of the faults in this time, the first 8 are left out)');
  expect(story.at(-1)).toContain('host-19');
});

test('before clients are let in, the clock is below zero', () => {
  expect(storyOf(answer(-400))).toEqual([
    '-0.400s client-1 sent GET /orders/ORD-1 at -0.500s and heard nothing',
  ]);
});
