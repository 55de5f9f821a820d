/**
 * A process full of bad callers, for `abuse.ts`: a third say nothing, a third send a body a byte at a time, a third ask
 * for what is not there and stay. Each calls again some time after its connection ended. It ends by itself, and tells what it saw.
 */
import net from 'node:net';

export interface Abuse {
  /** Connections that were opened, and those of them closed at once without a word. */
  opened: number;
  turnedAway: number;
  /** Answers by status, and errors of connections by code. */
  answers: Record<string, number>;
  errors: Record<string, number>;
  /** How long each body that came a byte at a time was listened to, the time in the kernel's queue included. */
  bodiesMs: number[];
}

const [port, callers, durationMs] = process.argv.slice(2).map(Number) as [number, number, number];
const OPEN_WITHIN_MS = 2000;
const CALL_AGAIN_MS = 3000;
const DRIP_EVERY_MS = 1000;
/** A connection that lasts longer was not turned away. */
const AT_ONCE_MS = 500;
const ASK = 'GET /nothing HTTP/1.1\r\nhost: shop\r\n\r\n';
const HEAD = [
  'POST /reserve HTTP/1.1',
  'host: shop',
  'content-type: application/json',
  'content-length: 10000',
];
const DRIP = `${HEAD.join('\r\n')}\r\n\r\n`;
const FIRST_WORDS = { silent: '', dripping: DRIP, staying: ASK };
type Kind = keyof typeof FIRST_WORDS;

const seen: Abuse = { opened: 0, turnedAway: 0, answers: {}, errors: {}, bodiesMs: [] };
const dripping = new Map<net.Socket, number>();

const count = (counts: Record<string, number>, what = 'unknown') => {
  counts[what] = (counts[what] ?? 0) + 1;
};

function listenedTo(socket: net.Socket): void {
  const sinceMs = dripping.get(socket);
  if (sinceMs === undefined) return;
  dripping.delete(socket);
  seen.bodiesMs.push(Math.round(performance.now() - sinceMs));
}

function call(kind: Kind): void {
  const socket = net.connect(port, '127.0.0.1');
  let openedMs = 0;
  let isAnswered = false;
  socket.on('connect', () => {
    seen.opened++;
    openedMs = performance.now();
    if (kind === 'dripping') dripping.set(socket, openedMs);
    if (kind !== 'silent') socket.write(FIRST_WORDS[kind]);
  });
  socket.on('data', (data) => {
    isAnswered = true;
    for (const [, status] of data.toString('latin1').matchAll(/HTTP\/1\.1 (\d+)/g))
      count(seen.answers, status);
  });
  socket.on('error', ({ code }: NodeJS.ErrnoException) => count(seen.errors, code));
  socket.on('close', () => {
    listenedTo(socket);
    if (openedMs > 0 && !isAnswered && performance.now() - openedMs < AT_ONCE_MS) seen.turnedAway++;
    setTimeout(call, CALL_AGAIN_MS * (0.5 + Math.random()), kind);
  });
}

setInterval(() => {
  for (const socket of dripping.keys()) socket.write('{');
}, DRIP_EVERY_MS);

const kinds = Object.keys(FIRST_WORDS) as Kind[];
for (let i = 0; i < callers; i++) setTimeout(call, (i / callers) * OPEN_WITHIN_MS, kinds[i % kinds.length]!);

setTimeout(() => {
  for (const socket of dripping.keys()) listenedTo(socket);
  process.send!({ abuse: seen }, () => process.exit(0));
}, durationMs);
