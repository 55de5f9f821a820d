import { expect, test } from 'vitest';
import { WHOLE } from '../filter.ts';
import { indexOf, related } from '../items.ts';
import { sampleExplanation } from '../testing/sample.ts';
import { detail } from './detail.ts';
import { logLine } from './log-line.ts';
import { logsNear } from './logs.ts';
import { collectionsOf, heldAt, invariantView, stateView } from './state.ts';

const sample = sampleExplanation();
const index = indexOf(sample);
const collections = collectionsOf(sample);
const textOf = (html: { text: string }) => html.text.replace(/<[^>]*>/g, '').replaceAll('&#39;', "'");
const told = (label: string, nth = 0) =>
  index.byId.get(index.inOrder.filter(({ of }) => 'label' in of && of.label === label)[nth]!.id)!;

test('a collection at a moment holds what was written until then, and what nobody wrote is as it was before', () => {
  const sagas = collections.get('shop_db.sagas')!;
  const statusAt = (ms: number) =>
    heldAt(sagas, ms).map(({ document }) => (document as { status: string } | null)?.status);
  expect(statusAt(0)).toEqual([undefined]);
  expect(statusAt(123.4)).toEqual(['pending']);
  expect(statusAt(1000)).toEqual(['confirmed']);
  // Without the insert, the update still tells what was there.
  expect(heldAt(sagas.slice(1), 0)[0]).toMatchObject({ document: { status: 'pending' }, since: null });
});

test('what is shown of it says what changed last, by whom, and can be narrowed to a subject', () => {
  const sagas = collections.get('shop_db.sagas')!;
  const shown = textOf(stateView(sagas, 1000, null, ''));
  expect(shown).toContain("'ORD-7' update at +0.648 s by orchestrator-1");
  expect(shown).toContain("-   status: 'pending'");
  expect(shown).toContain("+   status: 'confirmed'");
  expect(textOf(stateView(sagas, 1000, 'order ORD-7', ''))).toContain('confirmed');
  expect(textOf(stateView(sagas, 1000, 'order ORD-8', ''))).toBe('Of 1 documents none is about that.');
  expect(textOf(stateView(sagas, 0, null, ''))).toBe('Nothing is in it at this moment.');
});

test('the invariant held nothing before it began, and then what it did', () => {
  expect(textOf(invariantView(sample.invariantStates, -1))).toBe('It had held nothing yet.');
  expect(textOf(invariantView(sample.invariantStates, 200))).toContain("'ORD-7': 1");
});

test('of a message: who, when, what became of it and why, what it brought about, logs and where in the code', () => {
  const charge = textOf(detail(told('POST /charge ORD-7'), index, sample));
  expect(charge).toContain('answered by200 charged at +0.130 s, which never arrived');
  expect(charge).toContain('Sent fromUpstream.post (services/common/upstream.ts:45:17)');
  const held = textOf(detail(told('POST /charge ORD-7', 1), index, sample));
  expect(held).toContain('fateheld by pause of payment-1because ofpause: payment-1');
  expect(held).toContain('charge timed out, asking again');
  const insert = textOf(detail(told('insert sagas ORD-7'), index, sample));
  expect(insert).toContain('wrotesagas ORD-7');
});

test('of a commit: the document before and after, and the message and code that wrote it', () => {
  const update = textOf(detail(told('sagas ORD-7', 1), index, sample));
  expect(update).toContain('written byorchestrator-1by the messageupdate sagas ORD-7 to confirmed');
  expect(update).toContain('- rev: 1'.replace('- ', '-   '));
});

test('of a fault: whom it strikes, what it struck, and what happens without it', () => {
  const fault = textOf(detail(index.byId.get('f1')!, index, sample));
  expect(fault).toContain('strikesorchestrator-1without itpassesstruck+0.130 s 200 charged');
});

test('what goes together is known from each side', () => {
  const [charge, lost] = [told('POST /charge ORD-7'), told('200 charged')];
  expect(related(index, charge.id)).toEqual(new Set([lost.id]));
  expect(related(index, lost.id)).toEqual(new Set([charge.id, 'f1']));
  expect(related(index, 'f1')).toEqual(new Set([lost.id]));
});

test('a line that is JSON is told by its message, then by what the lane and the time do not tell already', () => {
  expect(logLine('{"level":50,"time":1,"pid":7,"msg":"failed","order":"ORD-7","n":2}')).toEqual({
    says: 'failed',
    rest: 'order=ORD-7 n=2',
    level: 'bad',
  });
  expect(logLine('{"level":"warn","message":"slow"}')).toEqual({ says: 'slow', rest: '', level: 'warn' });
  for (const line of ['plain', '{"no":"message"}', '{broken', '[1]']) expect(logLine(line).says).toBe(line);
});

test('logs of all processes are merged around the moment, under the filters of the diagram', () => {
  const ids = (more = {}) =>
    logsNear(index, { ...WHOLE, ...more }, 430).rows.map(({ of, isLater }) => [of.id, isLater]);
  expect(ids()).toEqual([
    ['l1', false],
    ['l2', false],
    ['l3', true],
  ]);
  expect(ids({ subject: 'order ORD-7' })).toHaveLength(2);
  expect(ids({ hiddenLanes: new Set(['payment-1']) })).toEqual([['l2', false]]);
  expect(ids({ text: 'TIMED OUT' })).toEqual([['l2', false]]);
});
