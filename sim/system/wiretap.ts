/**
 * Listens in on what processes say to services and to the database: a request that came too late to matter shows in no
 * store, and perhaps in no reply; and one that is sent again and again shows nowhere else.
 */
import type { Signal } from '../../harness/sometimes/index.ts';
import { parseMessage } from '../mongod/wire/message.ts';
import type { Network } from '../network/network.ts';
import type { Host } from '../world/host.ts';
import { MOST_REPEATS, Repeats } from './repeats.ts';
import type { System } from './system.ts';

/** First letters of POST, PUT, PATCH and DELETE: what only reads changes nothing. */
const WRITES = new Set([...'PD'].map((letter) => letter.charCodeAt(0)));
const HEAD = /^(POST|PUT|PATCH|DELETE) (\S+) HTTP\/1\.1\r\n/;
const END_OF_HEAD = '\r\n\r\n';

const WRITE_COMMANDS = new Set(['insert', 'update', 'delete', 'findAndModify']);
/** Where its name is in an OP_MSG: behind header, flags, the kind of section, a length and a type. */
const NAME_AT = 16 + 4 + 1 + 4 + 1;
/** In these, two tries of one command differ. */
const OF_A_TRY = new Set(['lsid', 'txnNumber', 'autocommit', 'startTransaction', '$clusterTime']);

export function listenIn(
  network: Network,
  system: Pick<System, 'serviceOn' | 'isService' | 'isDatabase'>,
  onSignal: (signal: Signal) => void,
): void {
  const { world } = network;
  const repeats = new Repeats();
  const sees = (from: Host, request: string, inWords: () => string) => {
    if (!system.isService(from) || !repeats.isTooOften(world.nowUs, from.name, request)) return;
    const often = `again and again without a pause, over ${MOST_REPEATS} times within a second`;
    world.fail('looping', `${from.name} sends the same ${often}: ${inWords()}`);
  };
  network.onReceive = ({ connection, host }, bytes) => {
    if (host !== connection.server.host) return;
    const from = connection.client.host;
    if (system.isDatabase(host)) {
      if (system.isService(from) && repeats.isBusy(world.nowUs, from.name)) {
        const [command, coll, text] = writeIn(bytes) ?? [];
        if (text !== undefined) sees(from, text, () => `${command} of ${coll}`);
      }
      return;
    }
    if (!WRITES.has(bytes[0]!)) return;
    const to = system.serviceOn(host, connection.port);
    if (to === undefined) return;
    const text = bytes.toString('utf8');
    const [, method, path] = HEAD.exec(text) ?? [];
    if (method === undefined) return;
    sees(from, text, () => `${method} ${path} to ${to}`);
    const payload = parsed(text.slice(text.indexOf(END_OF_HEAD) + END_OF_HEAD.length));
    onSignal({ kind: 'request', to, method, path: path!, payload });
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A command that writes, its collection, and what it asks, but for what differs from try to try; undefined: it is none. */
function writeIn(bytes: Buffer): [command: string, coll: unknown, asked: string] | undefined {
  if (!WRITE_COMMANDS.has(bytes.toString('latin1', NAME_AT, bytes.indexOf(0, NAME_AT)))) return undefined;
  try {
    const { body } = parseMessage(bytes);
    const command = Object.keys(body)[0]!;
    // Many transactions may write the same, such as one more of a thing they count: one tried again keeps its session.
    const session = body.autocommit === false ? JSON.stringify((body.lsid as { id?: unknown }).id) : '';
    return [command, body[command], session + JSON.stringify(body, lasting)];
  } catch {
    // A part of a message, or none.
    return undefined;
  }
}

function lasting(this: Record<string, unknown>, key: string, value: unknown): unknown {
  if (OF_A_TRY.has(key) || this[key] instanceof Date) return undefined;
  return typeof value === 'bigint' ? String(value) : value;
}
