import '../install.ts';
import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import dgram from 'node:dgram';
import net from 'node:net';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import workerThreads from 'node:worker_threads';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runtime } from '../../world/runtime.ts';
import { inHost, runInHost } from '../in-host.ts';

/** As a browser has them: Node's types lack the half of it. */
interface Port {
  onmessage: (event: { data: unknown }) => void;
  postMessage(value: unknown): void;
  close(): void;
}
const channel = () => new MessageChannel() as unknown as { port1: Port; port2: Port };

const text = Buffer.from('the same day again '.repeat(5000));

describe('compression', () => {
  const forms: Record<string, () => Promise<Buffer>> = {
    gzip: () => promisify(zlib.gzip)(text),
    deflateRaw: () => promisify(zlib.deflateRaw)(text),
    brotli: () => promisify(zlib.brotliCompress)(text),
    stream: async () => {
      const parts: Buffer[] = [];
      await pipeline(
        [text.subarray(0, 50_000), text.subarray(50_000)],
        zlib.createGzip({ level: 9 }),
        async (gz) => {
          for await (const part of gz) parts.push(part as Buffer);
        },
      );
      return Buffer.concat(parts);
    },
    'web stream': async () => {
      const stream = (ReadableStream as never as { from(parts: Buffer[]): ReadableStream })
        .from([text])
        .pipeThrough(new CompressionStream('gzip'));
      return Buffer.from(await new Response(stream).arrayBuffer());
    },
  };
  test.each(Object.keys(forms))('%s goes on as its host, and gives what Node gives', async (name) => {
    const form = forms[name]!;
    const once = await runInHost(async () => {
      const bytes = await form();
      expect(runtime.host?.name).toBe('a');
      return bytes;
    });
    expect(once.error).toBeUndefined();
    expect(once.value?.equals(await form())).toBe(true);
    expect((await runInHost(form)).hash).toBe((await runInHost(form)).hash);
  });

  test('there and back, and an error where it is due', async () => {
    expect(await inHost(async () => promisify(zlib.gunzip)(await promisify(zlib.gzip)(text)))).toEqual(text);
    const { error } = await runInHost(() => promisify(zlib.gunzip)(Buffer.from('no gzip at all')));
    expect(error).toMatchObject({ code: 'Z_DATA_ERROR', errno: -3, message: 'incorrect header check' });
  });
});

describe('messages', () => {
  test('of a channel arrive as events of the host, in order', async () => {
    const seen = await inHost(async () => {
      const { port1, port2 } = channel();
      const seen: unknown[] = [];
      port1.postMessage({ n: 1 });
      port1.postMessage({ n: 2 });
      await new Promise<void>((resolve) => {
        port2.onmessage = ({ data }) => {
          const { n } = data as { n: number };
          seen.push(n, runtime.host?.name);
          if (n === 2) resolve();
        };
      });
      return seen;
    });
    expect(seen).toEqual([1, 'a', 2, 'a']);
  });

  test('of a broadcast reach the others of that name', async () => {
    const seen = await inHost(async () => {
      const [one, two, other] = [
        new BroadcastChannel('x'),
        new BroadcastChannel('x'),
        new BroadcastChannel('y'),
      ];
      other.onmessage = () => expect.unreachable();
      return new Promise((resolve) => {
        two.onmessage = (event) => resolve((event as MessageEvent).data);
        one.postMessage('hello');
      });
    });
    expect(seen).toBe('hello');
  });

  test('are real outside of hosts', async () => {
    const { port1, port2 } = channel();
    const got = new Promise((resolve) => {
      port2.onmessage = ({ data }) => resolve(data);
    });
    port1.postMessage('x');
    expect(await got).toBe('x');
    port2.close();
  });
});

describe('what has no place in a simulation is refused by name', () => {
  const refused: [string, () => unknown][] = [
    ['worker_threads.Worker', () => new workerThreads.Worker('x')],
    ['child_process.spawn', () => childProcess.spawn('ls')],
    ['child_process.execFileSync', () => childProcess.execFileSync('ls')],
    ['the unix socket /tmp/x.sock', () => net.connect('/tmp/x.sock')],
    ['the unix socket /tmp/y.sock', () => net.createServer().listen({ path: '/tmp/y.sock' })],
    ['dgram.createSocket', () => dgram.createSocket('udp4')],
    ['cluster.fork', () => cluster.fork()],
  ];
  test.each(refused)('%s', async (name, code) => {
    const { world } = await runInHost(async () => code());
    expect(world.failure).toMatchObject({ kind: 'escaped', message: `a reached for ${name}, which is real` });
  });
});
