import '../install.ts';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runtime } from '../../world/runtime.ts';
import { inHost, runInHost } from '../in-host.ts';

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
      const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
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
