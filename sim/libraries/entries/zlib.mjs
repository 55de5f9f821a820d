/** Callbacks, promises and streams, while another host's timers go on. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const { ROLE, PEER } = process.env;
if (ROLE === 'server') {
  setInterval(() => {}, 1);
  http
    .createServer((_request, response) => {
      const lines = Readable.from(Array.from({ length: 1000 }, (_, i) => `line ${i}\n`));
      response.setHeader('content-encoding', 'gzip');
      void pipeline(lines, zlib.createGzip(), response);
    })
    .listen(3000);
} else {
  const text = await (await fetch(`http://${PEER}:3000`)).text();
  assert.equal(text.length, 8890);
  const [gzip, gunzip] = [zlib.gzip, zlib.gunzip].map((work) => promisify(work));
  const packed = await Promise.all([text, text].map((each) => gzip(each)));
  assert.equal(String(await gunzip(packed[1])), text);
  await assert.rejects(gunzip('not packed'), { code: 'Z_DATA_ERROR' });
  const squeezed = await promisify(zlib.brotliCompress)(text);
  assert.equal(String(zlib.brotliDecompressSync(squeezed)), text);
  console.log('done');
}
