/** Collections and indexes, what can be changed of them, and what is refused. */
import type { Case, CommandStep } from './step.ts';

const ok = (cmd: object, more: object = {}): CommandStep => ({ cmd, expect: { ok: 1, ...more } });
const refused = (code: number, cmd: object): CommandStep => ({ cmd, expect: { ok: 0, code } });
const index = (key: object, name: string, options: object = {}) => ({
  createIndexes: 'c',
  indexes: [{ key, name, ...options }],
});

export const administration: readonly Case[] = [
  {
    name: 'of an index its expiry and whether it is hidden can be changed, nothing else',
    steps: [
      ok(index({ at: 1 }, 'at', { expireAfterSeconds: 5 })),
      ok(
        { collMod: 'c', index: { name: 'at', expireAfterSeconds: 60 } },
        { expireAfterSeconds_old: 5, expireAfterSeconds_new: 60 },
      ),
      ok(
        { collMod: 'c', index: { keyPattern: { at: 1 }, hidden: true } },
        { hidden_old: false, hidden_new: true },
      ),
      refused(27, { collMod: 'c', index: { name: 'other', expireAfterSeconds: 60 } }),
      refused(72, { collMod: 'c', index: { name: 'at' } }),
      ok(
        { listIndexes: 'c' },
        {
          cursor: {
            firstBatch: [
              { v: 2, key: { _id: 1 }, name: '_id_' },
              { v: 2, key: { at: 1 }, name: 'at', expireAfterSeconds: 60, hidden: true },
            ],
            id: 0,
            ns: { $$exists: true },
          },
        },
      ),
    ],
  },
  {
    name: 'specifications that make no sense are refused',
    steps: [
      refused(67, index({ a: 1, b: 1 }, 'ttl', { expireAfterSeconds: 5 })),
      refused(67, index({ a: 1 }, 'ttl', { expireAfterSeconds: -1 })),
      refused(197, index({ _id: 1 }, '_id_', { unique: true })),
      refused(2, index({ a: 1 }, '_id_')),
      refused(2, { ...index({ a: 1 }, 'a'), nonsense: 1 }),
      refused(9, { createIndexes: 'c' }),
      refused(2, { create: 'd', validationLevel: 'nonsense' }),
    ],
  },
  {
    name: 'no command takes a bad time limit or a bad read preference',
    steps: [
      refused(2, { find: 'c', maxTimeMS: -1 }),
      refused(2, { count: 'c', maxTimeMS: 'soon' }),
      refused(2, { killCursors: 'c', cursors: [] }),
    ],
  },
];
