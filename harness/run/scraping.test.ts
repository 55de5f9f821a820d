import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { costOf } from './cost.ts';
import type { ServiceMetrics } from './result.ts';
import { Scraping } from './scraping.ts';

const servers: http.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await stop(server);
});

async function stop(server: http.Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Says this at `/metrics`; null: it has none. */
async function process(name: string, says: () => string | null) {
  const server = http.createServer((_request, response) => {
    const text = says();
    response.writeHead(text === null ? 404 : 200).end(text ?? '');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { name, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const told = (began: number, cpuS: number, finds = 0) =>
  [
    `process_start_time_seconds ${began}`,
    `process_cpu_seconds_total ${cpuS}`,
    '# TYPE mongodb_command_duration_seconds histogram',
    `mongodb_command_duration_seconds_count{command="find"} ${finds}`,
    `mongodb_command_duration_seconds_count{command="getMore"} ${10 * finds}`,
  ].join('\n');

const cpuOf = ({ measures }: ServiceMetrics) =>
  measures.find(({ name }) => name === 'process_cpu_seconds_total')?.rows[0]?.value;

test('what processes counted between begin and end is added up by service; who has no metrics is not told of', async () => {
  let cpuS = 1;
  const processes = [
    await process('api-1', () => told(1, cpuS, 10 * cpuS)),
    await process('api-2', () => told(1, 2 * cpuS, 10 * cpuS)),
    await process('partner-1', () => null),
    { name: 'worker-1', url: null },
  ];
  const scraping = new Scraping(() => processes);
  expect(await scraping.end()).toEqual([]);
  await scraping.begin();
  cpuS = 4;
  const metrics = await scraping.end();
  expect(metrics.map(({ service }) => service)).toEqual(['api']);
  expect(metrics[0]!.processes).toMatchObject([
    { instance: 'api-1', flaw: null },
    { instance: 'api-2', flaw: null },
  ]);
  expect(cpuOf(metrics[0]!)).toBe(9);
  const kinds = {
    order: { expected: '202', asExpected: 30, otherwise: 2, failed: 0, unfinished: 0 },
  };
  // 9 s, and 60 commands that are no getMore.
  expect(costOf(metrics, 'order', kinds)).toEqual({
    ...{ of: 'order', count: 30, cpuMs: 300, commands: 2, isWhole: true },
  });
  expect(costOf(metrics, 'read', kinds)).toBeNull();
  expect(costOf([], 'order', kinds)).toBeNull();
});

test('who was silent, or began anew, is told as such, and is no reason to say nothing of the others', async () => {
  let began = 1;
  const processes = [
    await process('api-1', () => told(1, 1)),
    await process('api-2', () => told(began, 5)),
    await process('api-3', () => told(1, began)),
  ];
  const scraping = new Scraping(() => processes);
  await scraping.begin();
  await stop(servers.shift()!);
  began = 2;
  const [api] = await scraping.end();
  expect(api!.processes).toMatchObject([
    { instance: 'api-1', flaw: 'not in these figures: ECONNREFUSED', bytes: null },
    { instance: 'api-2', flaw: 'began anew: what it did before is not in these figures' },
    { instance: 'api-3', flaw: null },
  ]);
  // All that the new one did, and the second that the third took.
  expect(cpuOf(api!)).toBe(6);
  const kinds = { order: { expected: '202', asExpected: 1, otherwise: 0, failed: 0, unfinished: 0 } };
  expect(costOf([api!], 'order', kinds)).toMatchObject({ cpuMs: 6000, isWhole: false });
});
