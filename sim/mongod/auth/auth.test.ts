/** Who gets in and what they may do there: by the official driver, with a password in its URI. */
import '../../node/install.ts';
import { Binary, MongoClient, type MongoClientOptions, MongoServerError } from 'mongodb';
import { expect, test } from 'vitest';
import { type DatabaseUser, uriAs } from '../../../harness/mongo/users.ts';
import type { Doc } from '../bson/values.ts';
import { type Member, noDisk } from '../index.ts';
import { Client } from '../recordings/client.ts';
import { inWorld } from '../replset/in-world.ts';
import { startSet } from '../set.ts';
import { withDriver } from '../with-driver.ts';

const USERS: DatabaseUser[] = [
  { user: 'root', password: 'secret', roles: ['root'] },
  { user: 'reader', password: 'r', roles: [{ role: 'read', db: 't' }] },
  { user: 'writer', password: 'w', db: 't', roles: ['readWrite'] },
];

const login = (uri: string, user: string, password: string, more = ''): string =>
  `${uri.replace('//', `//${encodeURIComponent(user)}:${encodeURIComponent(password)}@`)}${more}`;

/** What a client comes to that does one thing. */
async function as<R>(
  uri: string,
  act: (client: MongoClient) => Promise<R>,
  options: MongoClientOptions = {},
): Promise<R> {
  const client = new MongoClient(uri, options);
  try {
    return await act(client);
  } finally {
    await client.close();
  }
}

const insert = (client: MongoClient, db = 't'): Promise<unknown> =>
  client.db(db).collection('c').insertOne({ n: 1 });
const find = (client: MongoClient): Promise<unknown> => client.db('t').collection('c').findOne();

const refused = (code: number, message: string | RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

async function failure(action: Promise<unknown>): Promise<unknown> {
  const error = await action.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(MongoServerError);
  return error;
}

/** A member that users alone get into. */
const guarded = (play: (member: Member) => Promise<void>, users = USERS, serverVersion = '8.0' as const) =>
  withDriver(({ member }) => play(member), { member: { users, serverVersion } });

test(
  'where nobody has to be a user, who says to be one is asked for the right password all the same',
  withDriver(async ({ client, member: { uri } }) => {
    await client.db('admin').command({ createUser: 'ann', pwd: 'pässwörd ½', roles: [] });
    await as(login(uri, 'ann', 'pässwörd ½'), insert);
    await as(login(uri, 'ann', 'pässwörd ½', '&authMechanism=SCRAM-SHA-1'), insert);
    const failed = refused(18, '^Authentication failed\\.$');
    expect(await failure(as(login(uri, 'ann', 'passwort'), insert))).toEqual(failed);
    expect(await failure(as(login(uri, 'ann', 'x', '&authMechanism=SCRAM-SHA-1'), insert))).toEqual(failed);
    expect(await failure(as(login(uri, 'bob', 'pässwörd ½'), insert))).toEqual(failed);
    expect(await failure(as(login(uri, 'ann', 'pässwörd ½', '&authSource=t'), insert))).toEqual(failed);
    expect(await client.db('t').collection('c').countDocuments()).toBe(2);
  }),
);

test(
  'where everybody has to be, others are told so',
  guarded(async ({ uri }) => {
    expect(await failure(as(uri, insert))).toEqual(refused(13, '^Command insert requires authentication$'));
    await as(uri, (client) => client.db('admin').command({ hello: 1 }));
    await as(login(uri, 'root', 'secret'), insert);
    expect(await failure(as(login(uri, 'root', 'wrong'), insert))).toEqual(
      refused(18, 'Authentication failed.'),
    );
  }),
);

test(
  'a user does what its roles allow, on their databases',
  guarded(async ({ uri }) => {
    const reader = login(uri, 'reader', 'r');
    const writer = login(uri, 'writer', 'w', '&authSource=t');
    await as(writer, insert);
    await as(writer, find);
    expect(await as(reader, find)).toMatchObject({ n: 1 });
    expect(await failure(as(reader, insert))).toEqual(
      refused(13, '^not authorized on t to execute command { insert: "c", documents: \\['),
    );
    expect(await failure(as(writer, (client) => insert(client, 'u')))).toEqual(
      refused(13, '^not authorized on u '),
    );
    // It is sent to `admin`, and works on what it names.
    const bulk = (ns: string) => (client: MongoClient) => {
      const ops = [{ insert: 0, document: { n: 2 } }];
      return client.db('admin').command({ bulkWrite: 1, ops, nsInfo: [{ ns }] });
    };
    expect(await as(writer, bulk('t.c'))).toMatchObject({ nInserted: 1 });
    expect(await failure(as(writer, bulk('u.c')))).toEqual(refused(13, '^not authorized on admin '));
    expect(await failure(as(reader, bulk('t.c')))).toEqual(refused(13, '^not authorized on admin '));
    const status = (client: MongoClient) => client.db('admin').command({ serverStatus: 1 });
    expect(await failure(as(writer, status))).toEqual(refused(13, '^not authorized on admin '));
    expect(await as(login(uri, 'root', 'secret'), status)).toMatchObject({ ok: 1 });
    const out = (client: MongoClient) =>
      client
        .db('t')
        .collection('c')
        .aggregate([{ $out: 'd' }])
        .toArray();
    expect(await failure(as(reader, out))).toEqual(refused(13, '^not authorized on t '));
    const txn = (client: MongoClient) =>
      client.withSession((session) =>
        session.withTransaction(() => client.db('t').collection('c').insertOne({}, { session })),
      );
    await as(writer, txn);
  }),
);

test(
  'who is logged in is told, with roles',
  guarded(async ({ uri }) => {
    const status = (client: MongoClient) => client.db('t').command({ connectionStatus: 1 });
    expect(await as(login(uri, 'reader', 'r'), status)).toMatchObject({
      authInfo: {
        authenticatedUsers: [{ user: 'reader', db: 'admin' }],
        authenticatedUserRoles: [{ role: 'read', db: 't' }],
      },
    });
    expect(await as(uri, status)).toMatchObject({
      authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
    });
  }),
);

test(
  'a changed password holds for the next connection, changed roles and a dropped user at once',
  guarded(async ({ uri }) => {
    const root = new MongoClient(login(uri, 'root', 'secret'));
    const writer = new MongoClient(login(uri, 'writer', 'w', '&authSource=t'), { maxPoolSize: 1 });
    await insert(writer);
    await root.db('t').command({ updateUser: 'writer', pwd: 'new' });
    await insert(writer);
    expect(await failure(as(login(uri, 'writer', 'w', '&authSource=t'), insert))).toEqual(
      refused(18, 'Authentication failed.'),
    );
    await as(login(uri, 'writer', 'new', '&authSource=t'), insert);
    await root.db('t').command({ revokeRolesFromUser: 'writer', roles: ['readWrite'] });
    expect(await failure(insert(writer))).toEqual(refused(13, '^not authorized on t '));
    await root.db('t').command({ grantRolesToUser: 'writer', roles: [{ role: 'readWrite', db: 't' }] });
    await insert(writer);
    await root.db('t').command({ dropUser: 'writer' });
    expect(await failure(insert(writer))).toEqual(refused(13, '^not authorized on t '));
    await Promise.all([root.close(), writer.close()]);
  }),
);

test(
  'the first user is made by who is on the machine, and nothing else is done before',
  guarded(async ({ uri, port }) => {
    const plain = await Client.connect(port);
    const code = async (db: string, cmd: Doc) => Number((await plain.command(db, cmd)).code);
    const create = { createUser: 'root', pwd: 'x', roles: ['root'] };
    expect(await code('t', create)).toBe(13);
    expect(await code('t', { find: 'c' })).toBe(13);
    expect(await code('admin', create)).toBeNaN();
    expect(await code('admin', { ...create, createUser: 'second' })).toBe(13);
    await as(login(uri, 'root', 'x'), insert);
    plain.close();
  }, []),
);

test(
  'a user as a scenario names it has a URI of its own',
  guarded(
    async ({ uri }) => {
      await as(uriAs(uri, { user: 'a:b/@', password: '%&?', db: 'mydb', roles: [] }), insert);
    },
    [{ user: 'a:b/@', password: '%&?', db: 'mydb', roles: [{ role: 'readWrite', db: 't' }] }],
  ),
);

test(
  'users are there on every member, and outlive a primary',
  inWorld(async () => {
    const set = await startSet(
      ['a', 'b', 'c'].map((name) => ({
        name,
        host: '127.0.0.1',
        port: 0,
        replSet: 'rs0',
        disk: noDisk(),
        users: USERS,
        heartbeatMs: 50,
        electionMs: 500,
      })),
    );
    await set.primary();
    const client = new MongoClient(login(set.uri, 'root', 'secret'), { writeConcern: { w: 3 } });
    await insert(client);
    const secondaries = { readPreference: 'secondary' } as const;
    expect(await client.db('t').collection('c', secondaries).countDocuments()).toBe(1);
    await client.db('admin').command({ replSetStepDown: 10, force: true });
    await set.primary();
    await insert(client);
    expect(await client.db('admin').command({ usersInfo: { forAllDBs: true } })).toMatchObject({
      users: [{ user: 'reader' }, { user: 'root' }, { user: 'writer' }],
    });
    await client.close();
    await set.close();
  }),
);

test(
  'users are listed, and made and changed only as they may be',
  withDriver(
    async ({ client }) => {
      const db = client.db('t');
      const run = (cmd: Doc) => db.command(cmd);
      const code = async (cmd: Doc) => ((await failure(run(cmd))) as MongoServerError).code;
      await run({ createUser: 'ann', pwd: 'x', roles: ['read'], customData: { n: 1 } });
      const ann = {
        _id: 't.ann',
        userId: expect.any(Object),
        user: 'ann',
        db: 't',
        customData: { n: 1 },
        roles: [{ role: 'read', db: 't' }],
        mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-256'],
      };
      expect((await run({ usersInfo: 'ann' })).users).toEqual([ann]);
      expect((await run({ usersInfo: { user: 'ann', db: 't' } })).users).toEqual([ann]);
      expect((await run({ usersInfo: 1 })).users).toEqual([ann]);
      expect((await run({ usersInfo: 'bob' })).users).toEqual([]);
      const [shown] = (await run({ usersInfo: 'ann', showCredentials: true })).users;
      const kept = { iterationCount: 15_000, salt: expect.any(String), storedKey: expect.any(String) };
      expect(shown.credentials['SCRAM-SHA-256']).toMatchObject(kept);
      await run({ updateUser: 'ann', mechanisms: ['SCRAM-SHA-256'], customData: {} });
      expect((await run({ usersInfo: 'ann' })).users).toMatchObject([
        { mechanisms: ['SCRAM-SHA-256'], customData: {} },
      ]);

      const bob = { createUser: 'bob', pwd: 'x', roles: [] };
      expect(await failure(run({ ...bob, createUser: 'ann' }))).toEqual(
        refused(51003, '^User "ann@t" already exists$'),
      );
      expect(await code({ ...bob, createUser: '' })).toBe(2);
      expect(await code({ ...bob, pwd: '' })).toBe(50687);
      expect(await code({ ...bob, pwd: 'a\0b' })).toBe(50692);
      expect(await code({ ...bob, pwd: true })).toBe(14);
      expect(await code({ ...bob, mechanisms: [] })).toBe(2);
      expect(await code({ ...bob, mechanisms: ['BAD'] })).toBe(2);
      expect(await code({ createUser: 'bob', roles: [] })).toBe(2);
      expect(await code({ createUser: 'bob', pwd: 'x' })).toBe(40414);
      expect(await failure(run({ ...bob, roles: ['none'] }))).toEqual(
        refused(31, '^Could not find role: none@t$'),
      );
      expect(await code({ ...bob, roles: ['root'] }), 'a role of admin').toBe(31);
      expect(await failure(run({ updateUser: 'bob', pwd: 'y' }))).toEqual(
        refused(11, '^User bob@t not found$'),
      );
      expect(await code({ updateUser: 'ann' })).toBe(2);
      expect(await code({ updateUser: 'ann', mechanisms: ['SCRAM-SHA-1'] })).toBe(2);
      expect(await failure(run({ dropUser: 'bob' }))).toEqual(refused(11, "^User 'bob@t' not found$"));
      await run(bob);
      expect(await run({ dropAllUsersFromDatabase: 1 })).toMatchObject({ n: 2 });
    },
    { member: { serverVersion: '8.0' } },
  ),
);

test(
  'a conversation goes step by step, or ends',
  guarded(async ({ port }) => {
    const plain = await Client.connect(port);
    const run = async (cmd: Doc, db = 'admin') =>
      JSON.parse(JSON.stringify(await plain.command(db, cmd))) as Doc;
    const bytes = (text: string) => new Binary(Buffer.from(text));
    const start = (payload: unknown, mechanism = 'SCRAM-SHA-256') => ({ saslStart: 1, mechanism, payload });
    const next = (text: string) => ({ saslContinue: 1, conversationId: 1, payload: bytes(text) });
    const failed = { ok: 0, code: 18, errmsg: 'Authentication failed.', codeName: 'AuthenticationFailed' };

    expect(await run(next(''))).toMatchObject({ code: 17, errmsg: 'No SASL session state found' });
    expect(await run(start(bytes('n,,n=root,r=abc'), 'PLAIN'))).toMatchObject({
      code: 334,
      codeName: 'MechanismUnavailable',
      errmsg: 'Received authentication for mechanism PLAIN which is not enabled',
    });
    expect(await run(start(bytes('invalid')))).toMatchObject(failed);
    expect(await run(start(bytes('n,,n=nobody,r=abc')))).toMatchObject(failed);
    const begun = await run(start(bytes('n,,n=root,r=abc')));
    expect(begun).toMatchObject({ ok: 1, conversationId: 1, done: false });
    expect(Buffer.from(String(begun.payload), 'base64').toString()).toMatch(/^r=abc.{32},s=.{40},i=15000$/);
    expect(await run(next('c=biws,r=abc,p=abcd'))).toMatchObject(failed);
    expect(await run(next(''))).toMatchObject({ code: 17 });

    const speculative = (db?: string, user = 'root') => ({
      hello: 1,
      saslSupportedMechs: `admin.${user}`,
      speculativeAuthenticate: { ...start(bytes(`n,,n=${user},r=abc`)), ...(db ? { db } : {}) },
    });
    expect(await run(speculative('admin'))).toMatchObject({
      ok: 1,
      saslSupportedMechs: ['SCRAM-SHA-1', 'SCRAM-SHA-256'],
      speculativeAuthenticate: { conversationId: 1, done: false },
    });
    expect(await run(speculative('admin', 'nobody'))).not.toHaveProperty('speculativeAuthenticate');
    expect(await run(speculative())).not.toHaveProperty('speculativeAuthenticate');
    expect(await run({ hello: 1, speculativeAuthenticate: 1 })).toMatchObject({ ok: 0, code: 14 });
    plain.close();
  }),
);
