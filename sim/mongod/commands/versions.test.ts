/** What commands do from one version on and did not do before. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAlone } from '../alone.ts';
import type { Doc } from '../bson/values.ts';
import type { Member } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { isAtLeast, SERVER_VERSIONS, type ServerVersion } from '../version.ts';

describe.each(SERVER_VERSIONS)('as %s', (version) => {
  let member: Member;
  let client: Client;
  beforeAll(async () => {
    member = await startAlone({ serverVersion: version });
    client = await Client.connect(member.port);
  });
  afterAll(async () => {
    client.close();
    await member.close();
  });

  const ask = async (cmd: Doc, db = 't'): Promise<Doc> =>
    JSON.parse(JSON.stringify(await client.command(db, cmd)));
  const since = (from: ServerVersion): boolean => isAtLeast(version, from);
  const batch = (reply: Doc): Doc[] => (reply.cursor as { firstBatch: Doc[] }).firstBatch;

  test('let names values for the expressions of a command, from 5.0 on', async () => {
    await ask({ drop: 'l' });
    await ask({
      insert: 'l',
      documents: [
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ],
    });
    const $expr = { $eq: ['$n', '$$two'] };
    const found = await ask({ find: 'l', filter: { $expr }, let: { two: { $add: [1, 1] } } });
    if (!since('5.0')) {
      expect(found).toMatchObject({ ok: 0, code: 9 });
      return;
    }
    expect(batch(found)).toEqual([{ _id: 2, n: 2 }]);
    const updates = [{ q: { $expr }, u: [{ $set: { n: '$$ten' } }] }];
    expect(await ask({ update: 'l', updates, let: { two: 2, ten: 10 } })).toMatchObject({ nModified: 1 });
    const pipeline = [{ $match: { $expr: { $eq: ['$n', '$$ten'] } } }];
    expect(batch(await ask({ aggregate: 'l', pipeline, cursor: {}, let: { ten: 10 } }))).toHaveLength(1);
    const deletes = [{ q: { $expr: { $eq: ['$n', '$$ten'] } }, limit: 1 }];
    expect(await ask({ delete: 'l', deletes, let: { ten: 10 } })).toMatchObject({ n: 1 });
    expect(await ask({ find: 'l', let: { a: '$n' } })).toMatchObject({ ok: 0, code: 4890500 });
    expect(await ask({ find: 'l', let: { A: 1 } })).toMatchObject({ ok: 0, code: 16867 });
  });

  test('a field may begin with a dollar, from 5.0 on', async () => {
    await ask({ drop: 'd' });
    const inserted = await ask({ insert: 'd', documents: [{ _id: 1, $a: 1 }] });
    if (since('5.0')) expect(inserted).toMatchObject({ n: 1, ok: 1 });
    else expect(inserted).toMatchObject({ writeErrors: [{ code: 2 }] });
    const embedded = { q: { _id: 2 }, u: { b: { $c: 1 } }, upsert: true };
    const replaced = await ask({ update: 'd', updates: [embedded] });
    if (since('5.0'))
      expect(batch(await ask({ find: 'd', filter: { _id: 2 } }))).toEqual([{ _id: 2, b: { $c: 1 } }]);
    else expect(replaced).toMatchObject({ writeErrors: [{ code: 52 }] });
    const atTop = await ask({ update: 'd', updates: [{ q: { _id: 2 }, u: { x: 1, $c: 1 } }] });
    expect(atTop).toMatchObject({ writeErrors: [{ code: 52 }] });
  });

  test('an update or replacement of one takes a sort, from 8.0 on', async () => {
    await ask({ drop: 's' });
    await ask({ insert: 's', documents: [{ _id: 1 }, { _id: 2 }] });
    const u = { q: {}, u: { $set: { a: 1 } }, sort: { _id: -1 } };
    const reply = await ask({ update: 's', updates: [u] });
    if (!since('8.0')) expect(reply).toMatchObject({ ok: 0, code: 40415 });
    else expect(batch(await ask({ find: 's' }))).toEqual([{ _id: 1 }, { _id: 2, a: 1 }]);
  });

  test('a write waits for a majority where its client does not say, from 5.0 on', async () => {
    const { defaultWriteConcern } = await ask({ getDefaultRWConcern: 1 }, 'admin');
    expect(defaultWriteConcern).toEqual(since('5.0') ? { w: 'majority', wtimeout: 0 } : undefined);
  });

  test('what is not understood is refused by another code in the parsers that were new in 5.0', async () => {
    expect(await ask({ find: 'c', what: 1 })).toMatchObject({ code: since('5.0') ? 40415 : 9 });
    const query = { findAndModify: 'c', update: {}, what: 1 };
    expect(await ask(query)).toMatchObject({ code: since('5.0') ? 40415 : 51177 });
    expect(await ask({ count: 'c', comment: { a: 1 } })).toMatchObject(
      since('5.0') ? { ok: 1 } : { code: 14 },
    );
  });

  test('a client may be held to the first version of the API, from 5.0 on', async () => {
    const strict = { apiVersion: '1', apiStrict: true };
    if (!since('5.0')) return;
    expect(await ask({ ping: 1, ...strict })).toMatchObject({ ok: 1 });
    expect(await ask({ distinct: 'c', key: 'a', ...strict })).toMatchObject({ code: 323 });
    expect(await ask({ ping: 1, apiVersion: '2' })).toMatchObject({ code: 322 });
    expect(await ask({ ping: 1, apiStrict: true })).toMatchObject({ code: 72 });
  });

  test('search indexes are known of, and not to be had, from 7.0 on', async () => {
    const reply = await ask({ createSearchIndexes: 'c', indexes: [] });
    expect(reply).toMatchObject({ code: since('7.0') ? 31082 : 59 });
  });

  test('a snapshot is read outside a transaction, from 5.0 on, and stays as it was', async () => {
    await ask({ drop: 'p' });
    await ask({ insert: 'p', documents: [{ _id: 1 }, { _id: 2 }], writeConcern: { w: 'majority' } });
    const read = (more: Doc = {}) =>
      client.command('t', { find: 'p', readConcern: { level: 'snapshot', ...more } });
    const first = await read();
    if (!since('5.0')) {
      expect(JSON.parse(JSON.stringify(first))).toMatchObject({ code: 72 });
      return;
    }
    const { atClusterTime } = first.cursor as Doc;
    await ask({ delete: 'p', deletes: [{ q: { _id: 1 }, limit: 1 }] });
    await ask({ insert: 'p', documents: [{ _id: 3 }] });
    const ids = (reply: Doc) => batch(JSON.parse(JSON.stringify(reply))).map(({ _id }) => _id);
    expect(ids(await read({ atClusterTime }))).toEqual([1, 2]);
    expect(ids(await read())).toEqual([2, 3]);
    const distinct = { distinct: 'p', key: '_id', readConcern: { level: 'snapshot', atClusterTime } };
    expect((await ask(distinct)).values).toEqual([1, 2]);
    expect(await ask({ count: 'p', readConcern: { level: 'snapshot' } })).toMatchObject({ code: 72 });
  });

  test('a collection may be clustered, from 6.0 on: it is in the order of its ids', async () => {
    await ask({ drop: 'k' });
    const made = await ask({ create: 'k', clusteredIndex: { key: { _id: 1 }, unique: true, name: 'by id' } });
    if (!since('6.0')) {
      expect(made).toMatchObject({ ok: 0, code: 40415 });
      return;
    }
    await ask({ insert: 'k', documents: [{ _id: 3 }, { _id: 1 }, { _id: 2 }] });
    expect(batch(await ask({ find: 'k' }))).toEqual([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    const shown = { v: 2, key: { _id: 1 }, name: 'by id', unique: true };
    expect(batch(await ask({ listIndexes: 'k' }))).toEqual([{ ...shown, clustered: true }]);
    const [info] = batch(await ask({ listCollections: 1, filter: { name: 'k' } }));
    expect(info!.options).toEqual({ clusteredIndex: shown });
    const odd = { create: 'k2', clusteredIndex: { key: { a: 1 }, unique: true } };
    expect(await ask(odd)).toMatchObject({ code: 197 });
  });

  test('an index is made unique in two steps, from 6.0 on', async () => {
    await ask({ drop: 'u' });
    await ask({
      insert: 'u',
      documents: [
        { _id: 1, x: 1 },
        { _id: 2, x: 1 },
      ],
    });
    await ask({ createIndexes: 'u', indexes: [{ key: { x: 1 }, name: 'x' }] });
    const change = (option: Doc) => ask({ collMod: 'u', index: { name: 'x', ...option } });
    if (!since('6.0')) {
      expect(await change({ prepareUnique: true })).toMatchObject({ code: 72 });
      return;
    }
    expect(await change({ unique: true })).toMatchObject({ code: 72 });
    const prepared = { prepareUnique_old: false, prepareUnique_new: true };
    expect(await change({ prepareUnique: true })).toMatchObject(prepared);
    const third = { insert: 'u', documents: [{ _id: 3, x: 1 }] };
    expect(await ask(third)).toMatchObject({ writeErrors: [{ code: 11000 }] });
    expect(await change({ unique: true })).toMatchObject({ code: 359, violations: [{ ids: [1, 2] }] });
    await ask({ delete: 'u', deletes: [{ q: { _id: 2 }, limit: 1 }] });
    expect(await change({ unique: true })).toMatchObject({ ok: 1, unique_new: true });
    const [, shown] = batch(await ask({ listIndexes: 'u' }));
    expect(shown).toEqual({ v: 2, unique: true, key: { x: 1 }, name: 'x' });
    expect(await ask(third)).toMatchObject({ writeErrors: [{ code: 11000 }] });
  });

  test('a document that fails validation is told why, from 5.0 on', async () => {
    await ask({ drop: 'v' });
    await ask({ create: 'v', validator: { x: { $type: 'string' }, n: { $gt: 0, $lt: 9 } } });
    const reply = await ask({ insert: 'v', documents: [{ _id: 1, x: 2, n: 10 }] });
    const [error] = reply.writeErrors as Doc[];
    expect(error).toMatchObject({ code: 121, errmsg: 'Document failed validation' });
    const type = {
      operatorName: '$type',
      specifiedAs: { x: { $type: 'string' } },
      reason: 'type did not match',
    };
    const less = { operatorName: '$lt', specifiedAs: { n: { $lt: 9 } }, reason: 'comparison failed' };
    const clausesNotSatisfied = [
      { index: 0, details: { ...type, consideredValue: 2, consideredType: 'int' } },
      {
        index: 1,
        details: {
          operatorName: '$and',
          clausesNotSatisfied: [{ index: 1, details: { ...less, consideredValue: 10 } }],
        },
      },
    ];
    const details = { operatorName: '$and', clausesNotSatisfied };
    expect(error!.errInfo).toEqual(since('5.0') ? { failingDocumentId: 1, details } : undefined);
  });
});
