/**
 * Replays a recorded case and says where the replies differ. A case is steps of commands, each with the reply that a
 * real server gave; what changes from run to run (cursors, tokens, times) stands there as a placeholder.
 */
import { createHash } from 'node:crypto';
import { Binary, EJSON } from 'bson';
import type { Doc } from '../bson/values.ts';
import { Client } from './client.ts';

interface Step {
  cmd: Doc;
  /** The connection, `a` unless named. */
  on?: string;
  db?: string;
  /** Name under which a value of the reply is kept: its path in the reply. */
  save?: Record<string, string>;
  /** The fields of the reply that count; all unless given. */
  keep?: string[];
}

export interface Case {
  name: string;
  steps: Step[];
  replies: Doc[];
}

const DROPPED = new Set([
  '$clusterTime',
  'operationTime',
  'electionId',
  'opTime',
  'topologyVersion',
  'localTime',
  'connectionId',
  'lastWrite',
]);

/** The differences, one line each; none when the server answers as the real one did. */
export async function replay(port: number, recorded: Case): Promise<string[]> {
  const db = `rec_${recorded.name.replace(/[^a-z0-9]/gi, '_')}`.slice(0, 60);
  const steps = EJSON.deserialize(recorded.steps as never, { relaxed: false }) as unknown as Step[];
  const connections = new Map<string, Client>();
  const saved = new Map<string, unknown>();
  const on = async (name: string): Promise<Client> => {
    let client = connections.get(name);
    if (!client || client.closed) {
      client = await Client.connect(port);
      connections.set(name, client);
    }
    return client;
  };
  const replies: unknown[] = [];
  try {
    for (const step of steps) {
      const cmd = substitute(step.cmd, saved, recorded.name) as Doc;
      const client = await on(step.on ?? 'a');
      const reply = await client
        .command(step.db ?? db, cmd)
        .catch((e: Error): Doc => ({ connectionError: e.message }));
      for (const [name, path] of Object.entries(step.save ?? {})) saved.set(name, at(reply, path));
      let seen = normalise(reply) as Doc;
      if (step.keep) seen = Object.fromEntries(Object.entries(seen).filter(([k]) => step.keep!.includes(k)));
      replies.push(JSON.parse(JSON.stringify(seen).replaceAll(db, '<db>')));
    }
  } finally {
    const client = await on('a');
    await client.command('admin', { configureFailPoint: 'failCommand', mode: 'off' });
    await client.command('admin', { killAllSessions: [] });
    await client.command(db, { dropDatabase: 1 });
    for (const one of connections.values()) one.close();
  }
  return differences(recorded.replies, replies, '');
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((v, k) => (v as Record<string, unknown> | undefined)?.[k], value);
}

function isPlain(v: unknown): v is Doc {
  return typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype;
}

function substitute(v: unknown, saved: Map<string, unknown>, run: string): unknown {
  if (Array.isArray(v)) return v.map((x) => substitute(x, saved, run));
  if (!isPlain(v)) return v;
  if ('$var' in v) return saved.get(String(v.$var));
  if ('$lsid' in v)
    return {
      id: new Binary(
        createHash('md5')
          .update(`${run} ${String(v.$lsid)}`)
          .digest(),
        4,
      ),
    };
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, substitute(x, saved, run)]));
}

/** A reply with placeholders for what changes from run to run; numbers keep their BSON types. */
export function normalise(v: unknown, key = '', parent = ''): unknown {
  if (Array.isArray(v)) return v.map((x) => normalise(x, '', key));
  if (typeof v !== 'object' || v === null) return v;
  if (!isPlain(v))
    return placeholder(v, key, parent) ?? (JSON.parse(EJSON.stringify({ v }, { relaxed: false })) as Doc).v;
  if (key === 'lsid') return '<lsid>';
  if (['_id', 'postBatchResumeToken', 'resumeToken'].includes(key) && '_data' in v) return '<resume token>';
  const out: Doc = {};
  for (const [k, x] of Object.entries(v)) {
    if (DROPPED.has(k)) continue;
    out[k] = k === 'cursorsKilled' ? (x as unknown[]).map(() => '<cursor>') : normalise(x, k, key);
  }
  return out;
}

function placeholder(v: object, key: string, parent: string): string | undefined {
  if (key === 'clusterTime') return '<timestamp>';
  if (key === 'wallTime') return '<time>';
  if (key === 'uuid' || key === 'ui') return '<uuid>';
  if (key === 'id' && parent === 'cursor') return String(v) === '0' ? '<no cursor>' : '<cursor>';
  return key === 'txnNumber' ? '<txnNumber>' : undefined;
}

/** All must be equal but the prose of errors. */
export function differences(expected: unknown, actual: unknown, path: string): string[] {
  if (path.endsWith('errmsg')) return [];
  const show = (): string[] => [
    `${path}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(actual)}`.slice(0, 300),
  ];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return show();
    return expected.flatMap((x, i) => differences(x, actual[i], `${path}[${i}]`));
  }
  if (isPlain(expected) && isPlain(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((k) => differences(expected[k], actual[k], path ? `${path}.${k}` : k));
  }
  return expected === actual ? [] : show();
}
