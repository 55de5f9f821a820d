import { expect, test } from 'vitest';
import { WHOLE } from '../filter.ts';
import { sampleExplanation } from '../testing/sample.ts';
import type { Layout } from './drawing.ts';
import { type Look, layout } from './layout.ts';
import { widthOf } from './text.ts';

const sample = sampleExplanation();
const LOOK: Look = { width: 900, zoom: 1, toScale: false, filter: WHOLE, busyOnly: false };
const laid = (more: Partial<Look> = {}) => layout(sample, { ...LOOK, ...more });

const textsOf = ({ arrows, marks, bands }: Layout) =>
  [...arrows, ...marks, ...bands].flatMap(({ text }) => (text ? [text] : []));

test.each([390, 640, 900, 1400])('at a width of %i no text lies on another, and none sticks out', (width) => {
  for (const zoom of [0.3, 1, 3]) {
    const drawing = laid({ width, zoom });
    const boxes = textsOf(drawing).map(({ x, y, anchor, text }) => {
      const long = widthOf(text);
      return { text, y, x1: anchor === 'start' ? x : x - long, x2: anchor === 'start' ? x + long : x };
    });
    expect(boxes.length).toBeGreaterThan(zoom < 1 ? 4 : 15);
    for (const [i, box] of boxes.entries()) {
      expect(box.x1, box.text).toBeGreaterThanOrEqual(0);
      expect(box.x2, box.text).toBeLessThanOrEqual(drawing.width);
      for (const other of boxes.slice(i + 1))
        expect(
          Math.abs(box.y - other.y) >= 11 || box.x2 <= other.x1 || other.x2 <= box.x1,
          `${box.text} and ${other.text}`,
        ).toBe(true);
    }
  }
});

test('what happened later stands lower, and every moment has a height that leads back to it', () => {
  for (const toScale of [false, true]) {
    const { arrows, rows, height } = laid({ toScale });
    const inTime = arrows.toSorted((a, b) => a.of.sentMs - b.of.sentMs);
    inTime.slice(1).forEach((arrow, i) => {
      expect(arrow.y1).toBeGreaterThanOrEqual(inTime[i]!.y1);
    });
    for (const { y1, y2, end } of arrows) if (end !== 'lost') expect(y2).toBeGreaterThan(y1);
    for (const ms of [-2000, -900, 0, 124.4, 129.9, 500, 643.1, 1499])
      expect(rows.msOf(rows.yOf(ms)), String(ms)).toBeCloseTo(ms, 6);
    expect(rows.yOf(1500)).toBeLessThan(height);
  }
});

test('of what happened at one moment, cause stands above effect', () => {
  const { marks } = laid();
  const y = (kind: string, ms: number) => marks.find(({ of }) => of.kind === kind && of.atMs === ms)!.y;
  expect(y('violation', 643.1)).toBeGreaterThan(y('commit', 643.1));
});

test('one that never arrived breaks off, one that came late has a gap', () => {
  const { arrows, columns } = laid();
  const xOf = (name: string) => columns.find(({ lane }) => lane.name === name)!.x;
  const lost = arrows.find(({ end }) => end === 'lost')!;
  expect(lost.x2).toBeGreaterThan(xOf('orchestrator-1'));
  expect(lost.x2).toBeLessThan(xOf('payment-1'));
  expect(lost.text!.text).toBe('200 charged · lost by partition');
  expect(arrows.find(({ end }) => end === 'held')!.x2).toBe(xOf('payment-1'));
});

test('a fault is a band on the lanes it strikes, for as long as it lasts; one that strikes none is of the whole world', () => {
  const { bands, columns, rows } = laid();
  const [partition, , latency] = bands;
  expect(partition!.columns.map(({ x }) => x)).toEqual([columns[1]!.x]);
  expect(rows.msOf(partition!.y2)).toBeCloseTo(320);
  expect(latency!.columns).toEqual([]);
});

test('lanes with nothing to tell are narrow, or left out where only what matters is drawn', () => {
  const { columns } = laid();
  const width = (name: string) => columns.find(({ lane }) => lane.name === name)!.width;
  expect(width('mongo-2')).toBeLessThan(width('mongo-1') / 2);
  expect(laid({ busyOnly: true }).columns.map(({ lane }) => lane.name)).toEqual([
    'client-1',
    'orchestrator-1',
    'payment-1',
    'mongo-1',
  ]);
});

test('a filter leaves out lanes, kinds, and what is not about a subject', () => {
  const without = laid({
    filter: { ...WHOLE, hiddenLanes: new Set(['client-1']), hiddenKinds: new Set(['commits']) },
  });
  expect(without.columns.map(({ lane }) => lane.name)).not.toContain('client-1');
  expect(without.arrows.every(({ of }) => of.from !== 'client-1' && of.to !== 'client-1')).toBe(true);
  expect(without.marks.every(({ of }) => of.kind !== 'commit')).toBe(true);
  const found = laid({ filter: { ...WHOLE, text: 'ALERT(1)', rest: 'hidden' } });
  expect(found.arrows.map(({ of }) => of.label)).toEqual(['POST /orders ORD-7']);
  const about = laid({ filter: { ...WHOLE, subject: 'order ORD-8', rest: 'hidden' } });
  expect(about.arrows).toEqual([]);
});

test('heartbeats are left out, until a reader asks for them', () => {
  const beats = ({ arrows }: Layout) => arrows.filter(({ of }) => of.label === 'heartbeat').length;
  expect(beats(laid())).toBe(0);
  expect(beats(laid({ filter: { ...WHOLE, hiddenKinds: new Set() } }))).toBe(40);
});
