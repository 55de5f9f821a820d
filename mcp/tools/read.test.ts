/** What is read of an explanation, by one such as `explain` makes. */
import { expect, test } from 'vitest';
import type { ScenarioFile } from '../../harness/scenario/load.ts';
import { sampleExplanation } from '../../reports/explain/testing/sample.ts';
import { Session } from '../session.ts';
import { readDocuments, readEvents, readItem, readLogs } from './read.ts';

const sample = sampleExplanation();
const session = new Session({} as ScenarioFile);
const explanation = session.keep(sample);
const call = { signal: new AbortController().signal, progress: () => {} };

/** As the server calls it, which fills in what is not given. */
// biome-ignore lint/suspicious/noExplicitAny: what tools return is looked into.
const read = (of: typeof readEvents, args: object): any =>
  of(session).run({ explanation, limit: 100, strong: false, ...args } as never, call);

test('events are read in time, a page at a time, of a place, a kind or a subject', () => {
  const { events, left, next } = read(readEvents, {});
  expect({ left, next }).toEqual({ left: 0, next: null });
  const times = events.map(({ atMs }: { atMs: number }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));

  const pages: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = read(readEvents, { limit: 3, ...(after && { after }) });
    pages.push(...page.events.map(({ id }: { id: string }) => id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(pages).toEqual(events.map(({ id }: { id: string }) => id));

  const [commit] = read(readEvents, { kinds: ['commit'] }).events;
  expect(commit.kind).toBe('commit');
  const [lane] = commit.lanes;
  for (const { lanes } of read(readEvents, { lane }).events) expect(lanes).toContain(lane);
  for (const { subjects } of read(readEvents, { subject: 'order ORD-7' }).events)
    expect(subjects).toContain('order ORD-7');
  for (const { atMs } of read(readEvents, { fromMs: commit.atMs }).events)
    expect(atMs).toBeGreaterThanOrEqual(commit.atMs);
  expect(read(readItem, { id: commit.id })).toBe(sample.events.find(({ id }) => id === commit.id));
  expect(() => read(readItem, { id: 'zz' })).toThrow("there is nothing with id 'zz'");
  expect(() => read(readEvents, { after: 'zz' })).toThrow("there is nothing with id 'zz' to go on after");
});

test('documents are those of a moment', () => {
  const { change, atMs } = sample.events.find(({ change }) => change?.op === 'insert')!;
  const collection = `${change!.db}.${change!.coll}`;
  const at = (ms: number) => JSON.stringify(read(readDocuments, { collection, atMs: ms }).documents);
  expect(at(atMs)).toContain(JSON.stringify(change!.after));
  expect(at(atMs - 0.001)).not.toContain(JSON.stringify(change!.after));
  expect(() => read(readDocuments, { collection: 'no.where' })).toThrow(
    /no commit is of 'no.where'; there are: .*\./,
  );
});

test('logs are read by place and text', () => {
  const { lane, line } = sample.logs[0]!;
  const { logs } = read(readLogs, { lane, contains: line });
  expect(logs[0]).toEqual(sample.logs[0]);
  expect(read(readLogs, { contains: 'nobody says this' }).logs).toEqual([]);
});

test('only the last explanations are kept', () => {
  const own = new Session({} as ScenarioFile);
  const ids = Array.from({ length: 5 }, () => own.keep(sample));
  expect(() => own.explanation(ids[0]!)).toThrow("there is no explanation 'x1'; there are: x2, x3, x4, x5");
  expect(own.explanation('x5')).toBe(sample);
});
