import { expect, test } from 'vitest';
import {
  acknowledgedIsKept,
  noServerErrorAtRest,
  readsGoForward,
  unique,
} from '../harness/invariants/kit/index.ts';
import type { PlannedRequest } from '../harness/scenario/request.ts';
import { storeFindings, toldOf } from './history.ts';
import { type HeardOf, vacuous } from './vacuous.ts';

const asked = { key: '1', to: 'api', path: '/', atMs: 0, client: 0 };
const drawn: PlannedRequest[] = [
  { ...asked, kind: 'book', method: 'POST', payload: { seat: 1, guest: 'g' } },
  { ...asked, kind: 'read', method: 'GET' },
];
const heard: HeardOf = {
  answers: [
    { ...asked, kind: 'read', method: 'GET', sentMs: 0, client: 'c', status: 200, body: { version: 1 } },
  ],
  written: new Map([['inn.bookings', new Set(['_id', 'seat', 'guest'])]]),
};
const [db, coll] = ['inn', 'bookings'];
const bookings = { db, coll };

test('of an invariant all of whose names are there nothing is said', () => {
  const right = [
    unique({ ...bookings, fields: ['seat'] }),
    acknowledgedIsKept({ kinds: ['book'], ...bookings, by: ['seat', 'guest'] }),
    readsGoForward({ kind: 'read', field: 'version' }),
    noServerErrorAtRest({ ofKinds: ['book', 'read'] }),
  ];
  expect(vacuous(right, drawn, heard)).toEqual([]);
});

test.each([
  ['a collection', unique({ db, coll: 'bokings', fields: ['seat'] }), 'inn.bokings', 'inn.bookings'],
  ['a field', unique({ ...bookings, fields: ['sat'] }), "'sat'", '_id, seat, guest'],
  ['a kind', acknowledgedIsKept({ kinds: ['bok'], ...bookings }), "'bok'", 'book, read'],
  [
    'a field that is sent',
    acknowledgedIsKept({ kinds: ['book'], ...bookings, by: ['seat', 'gast'] }),
    "'gast'",
    'seat, guest',
  ],
  ['a field of an answer', readsGoForward({ kind: 'read', field: 'versoin' }), "'versoin'", 'version'],
  ['a kind at rest', noServerErrorAtRest({ ofKinds: ['raed'] }), "'raed'", 'book, read'],
])('%s that is misspelt is named, with those that there are', (_, invariant, misspelt, there) => {
  const findings = vacuous([invariant], drawn, heard);
  expect(findings).not.toEqual([]);
  for (const { level, about, says, toDo } of findings) {
    expect([level, about]).toEqual(['warn', invariant.name]);
    expect(says).toContain(misspelt);
    expect(toDo).toContain(there);
  }
});

test('a collection that is never written is told with all that are, named or not', () => {
  const named = [bookings, { db, coll: 'guests' }].map((place) => ({ ...place, history: [] }));
  const lines = (written: HeardOf['written']) =>
    storeFindings({ collections: named, told: {} }, { written }).map(({ says, toDo }) => toDo ?? says);
  expect(lines(heard.written)).toEqual([
    'inn.bookings is written',
    'see that this is its name: written are inn.bookings',
  ]);
  expect(lines(new Map())).toEqual(Array(2).fill('see that this is its name: nothing at all is written'));
});

test('answers that are told of a kind that nobody asks are named', () => {
  const told = toldOf({ told: { read: ['version'], wirte: ['id'] } });
  expect(vacuous([told], drawn, heard).map(({ about, says }) => `${about} ${says}`)).toEqual([
    "stores.told looks at requests 'wirte', which nobody asks: it sees nothing there",
  ]);
});
