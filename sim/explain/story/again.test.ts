import { expect, test } from 'vitest';
import type { Message } from '../../../harness/explanation/index.ts';
import type { Facts } from '../facts.ts';
import { again } from './again.ts';
import { Tale } from './told.ts';

const lane = (name: string, kind: string) => ({ name, kind, service: name.split('-')[0] });

/** What a process asks of the database at these times, each answered by the one after it. */
function asking(from: string, label: string, timesMs: readonly number[]): Message[] {
  return timesMs.flatMap((sentMs, i) => {
    const id = `${from} ${label} ${i}`;
    const asked = { id, from, to: 'mongo-1', label, sentMs, answers: null, strong: true };
    const told = { ...asked, id: `${id} told`, from: 'mongo-1', to: from, label: 'nothing', answers: id };
    return [asked, told] as unknown as Message[];
  });
}

const told = (messages: Message[]): string[] => {
  const lanes = [lane('view-1', 'service'), lane('client-1', 'client'), lane('mongo-1', 'database')];
  const facts = { violation: null, toMs: 100_000, events: [], faults: [], lanes, messages };
  return again(new Tale(facts as unknown as Facts)).map(({ clauses }) =>
    clauses.map(({ text }) => text).join(''),
  );
};

const often = Array.from({ length: 25 }, (_, i) => 1000 * (i + 1));

test('who asks the same for ever is told with how often, and what it was told at last', () => {
  expect(told(asking('view-1', 'find events {}', often))).toEqual([
    'view-1 asked the same 25 times from +1.000s on, the last time at +25.000s: find events {}, and was told nothing.',
  ]);
});

test('a few times, a cursor that goes on and what a client does are none of it', () => {
  expect(told(asking('view-1', 'find events {}', often.slice(0, 10)))).toEqual([]);
  expect(told(asking('view-1', 'getMore events', often))).toEqual([]);
  expect(told(asking('client-1', 'find events {}', often))).toEqual([]);
});
