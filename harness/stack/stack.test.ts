import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Scenario } from '../scenario/scenario.ts';
import type { Ended } from './child.ts';
import { instancesOf, Stack } from './stack.ts';

const root = mkdtempSync(path.join(tmpdir(), 'stack-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** TypeScript and CommonJS, in a folder that knows nothing of this project. */
writeFileSync(
  path.join(root, 'api.ts'),
  `import http from 'node:http';
   const served: string[] = [];
   http.createServer((request, response) => {
     if (request.url === '/end') throw new Error('out of ideas');
     served.push(request.url!);
     response.end(JSON.stringify({ name: process.env.NAME, others: process.env.OTHERS, cwd: process.cwd(), served }));
   }).listen(Number(process.env.PORT));
   console.log('up');`,
);
writeFileSync(path.join(root, 'worker.cjs'), 'setInterval(() => {}, 1000); console.log(process.env.PEERS);');
writeFileSync(path.join(root, 'broken.mjs'), "throw new Error('no such luck');");

const service = (entry: string, more: object = {}) => ({ entry, instances: [1, 3] as const, ...more });
const stackOf = (services: object, more: object = {}) =>
  new Stack({
    of: { scenario: { name: 'test', services } as Scenario, root },
    ...{ data: {}, mongoUri: 'mongodb://nowhere', instances: 2, portBase: 0, ...more },
  });
const api = service('api.ts', {
  port: 3000,
  env: ({ name, port, urls }: { name: string; port: number; urls(service: string): string[] }) => ({
    ...{ NAME: name, PORT: String(port), OTHERS: urls('api').join() },
  }),
});

test('as many as asked for, within what a service allows; of an outside party one', () => {
  const of = (instances: number | readonly [number, number], outside = false) =>
    instancesOf({ entry: '', env: () => ({}), instances, outside }, 4);
  expect([of(2), of([1, 3]), of([5, 9]), of([1, 9]), of([2, 9], true)]).toEqual([2, 3, 5, 4, 1]);
});

test('entries are run in the root of the scenario, each instance told who it is and where the others are', async () => {
  const lines: string[] = [];
  const worker = service('worker.cjs', {
    instances: 1,
    env: ({ urls }: { urls(service: string): string[] }) => ({ PEERS: urls('api').join() }),
  });
  const deaths: Ended[] = [];
  const isBack = deferred<string>();
  const stack = stackOf(
    { api, worker },
    {
      onLine: (name: string, line: string) => lines.push(`${name} ${line}`),
      onDeath: (how: Ended) => deaths.push(how),
      onBack: isBack.resolve,
    },
  );
  try {
    await stack.start();
    const urls = stack.urlsOf('api');
    expect(urls).toHaveLength(2);
    expect(stack.urlsOf('worker')).toEqual([]);
    expect(stack.own).toEqual(['api-1', 'api-2', 'worker-1']);
    const told = (await (await fetch(`${urls[1]}/a`)).json()) as { cwd: string };
    expect(told).toMatchObject({ name: 'api-2', others: urls.join(), served: ['/a'] });
    expect(path.basename(told.cwd)).toBe(path.basename(root));
    expect(lines).toEqual(expect.arrayContaining(['api-1 up', `worker-1 ${urls.join()}`]));

    // Who ends by itself is started again, on the same port and fresh.
    await expect(fetch(`${urls[0]}/end`)).rejects.toThrow();
    expect(await isBack.promise).toBe('api-1');
    expect(deaths).toMatchObject([{ name: 'api-1', exitCode: 1, uncaught: 'Error: out of ideas' }]);
    expect(await (await fetch(`${urls[0]}/b`)).json()).toMatchObject({ served: ['/b'] });
  } finally {
    await stack.stop();
  }
});

test('what does not come up is told in one line, by its own words', async () => {
  const stack = stackOf({ broken: service('broken.mjs', { port: 3000, env: () => ({}) }) });
  try {
    await expect(stack.start()).rejects.toThrow(
      /^broken-\d ended with exit code 1; the last it wrote: Error: no such luck$/,
    );
  } finally {
    await stack.stop();
  }
});

function deferred<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
