/** Who gets in, what a server sees to by itself, and what it tells of itself. */
import type { Feature } from './feature.ts';

const user = { createUser: 'ann', pwd: 'x', roles: ['read'] };
const one = { insert: 'c', documents: [{ _id: 1, at: 1 }] };
const scripts = 'as a server on which JavaScript is switched off';

export const upkeep: readonly Feature[] = [
  {
    name: 'users: SCRAM-SHA-1 and SCRAM-SHA-256, the roles that every server has',
    asks: [
      user,
      { usersInfo: 'ann', filter: { user: 'ann' } },
      { grantRolesToUser: 'ann', roles: ['readWrite'] },
    ],
    gives: { ok: 1 },
  },
  {
    name: 'roles that people make',
    since: 'never',
    refused: 59,
    differs: 'there are those that every server has',
    asks: [{ createRole: 'r', privileges: [], roles: [] }],
    gives: {},
  },
  {
    name: 'TTL indexes',
    asks: [
      { createIndexes: 'c', indexes: [{ key: { at: 1 }, name: 'ttl', expireAfterSeconds: 60 }] },
      one,
      { collMod: 'c', index: { name: 'ttl', expireAfterSeconds: 5 } },
    ],
    gives: { expireAfterSeconds_old: 60, expireAfterSeconds_new: 5 },
  },
  {
    name: 'idle cursors, idle sessions and old transactions end',
    differs: 'that a session is used on one member keeps no cursor of it alive on another',
    db: 'admin',
    asks: [
      { setParameter: 1, cursorTimeoutMillis: 600_000 },
      { getParameter: 1, cursorTimeoutMillis: 1, transactionLifetimeLimitSeconds: 1 },
    ],
    gives: { cursorTimeoutMillis: 600_000, transactionLifetimeLimitSeconds: 60 },
  },
  {
    name: '`currentOp`, `killOp`',
    differs: 'a write that waits for a transaction ends, once killed, with that',
    db: 'admin',
    asks: [{ currentOp: 1, op: 'insert' }],
    gives: { inprog: [] },
  },
  {
    name: '`listCommands`, `hostInfo`, `connPoolStats`, `dataSize`, `setParameter`',
    db: 'admin',
    asks: [{ listCommands: 1 }, { hostInfo: 1 }, { dataSize: 't.c' }, { connPoolStats: 1 }],
    gives: { totalInUse: 0 },
  },
  {
    name: '`$where`',
    since: 'never',
    refused: 2,
    differs: scripts,
    asks: [one, { aggregate: 'c', pipeline: [{ $match: { $where: 'true' } }], cursor: {} }],
    gives: [],
  },
  {
    name: '`$function`, `$accumulator`, `mapReduce`',
    since: 'never',
    refused: 31264,
    differs: scripts,
    asks: [one, { mapReduce: 'c', map: 'f', reduce: 'f', out: { inline: 1 } }],
    gives: {},
  },
  {
    name: '`$text`',
    since: 'never',
    refused: 27,
    differs: 'there are no text indexes',
    asks: [one, { find: 'c', filter: { $text: { $search: 'x' } } }],
    gives: [],
  },
  {
    name: '`$near`, `$geoNear`',
    since: 'never',
    refused: 291,
    differs: 'there are no indexes of places; `$geoWithin` and `$geoIntersects` are refused as well (2)',
    asks: [one, { find: 'c', filter: { at: { $near: [0, 0] } } }],
    gives: [],
  },
];
