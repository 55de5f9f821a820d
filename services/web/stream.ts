/** Server-sent events to browsers: what changed since the last message, many changes at once. */
import type { FastifyReply } from 'fastify';
import type { Change, Feed } from './feed.ts';

/** Less often than a person can see, however much is going on. */
const EVERY_MS = 100;
/** Proxies let go of who is silent. */
const BEAT_MS = 15_000;
/** Who reads no faster than this is cut off, and begins anew: a browser in a pocket must not cost memory. */
const MOST_BUFFERED_BYTES = 1024 * 1024;

/** Ends when the browser goes, or `closing` aborts. */
export function streamTo(reply: FastifyReply, feed: Feed, closing: AbortSignal): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let changes: Change[] = [];
  const say = (event: string, data: unknown) => {
    raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (raw.writableLength > MOST_BUFFERED_BYTES) raw.destroy();
  };
  const deafen = feed.listen((change) => changes.push(change));
  const telling = setInterval(() => {
    if (changes.length === 0) return;
    say('changes', changes);
    changes = [];
  }, EVERY_MS);
  const beating = setInterval(() => raw.write(': still here\n\n'), BEAT_MS);
  const end = () => raw.end();
  closing.addEventListener('abort', end);
  raw.on('close', () => {
    clearInterval(telling);
    clearInterval(beating);
    closing.removeEventListener('abort', end);
    deafen();
  });
  // All that was asked for before this is older than what will be told.
  say('hello', {});
}
