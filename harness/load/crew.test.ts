import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { type LoadOptions, load } from './crew.ts';
import type { Outcome } from './request.ts';

async function withServer(run: (url: string, paths: string[]) => Promise<void>): Promise<void> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url!);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths).finally(() => {
    server.closeAllConnections();
    server.close();
  });
}

const options = (url: string, count: number): LoadOptions => ({
  pools: { shop: [url] },
  connections: 5,
  requests: Array.from({ length: count }, (_, i) => ({
    dueMs: i,
    pool: 'shop',
    kind: 'get',
    method: 'GET',
    path: `/${i}`,
  })),
  timeoutMs: 30_000,
  workers: 2,
  sliceMs: 100,
  warmupMs: 0,
});

test('two workers send every request once, at its time, and their records come back as one', () =>
  withServer(async (url, paths) => {
    const outcomes: Outcome[] = [];
    const { recorder, due } = await load({
      ...options(url, 300),
      onOutcomes: (batch) => outcomes.push(...batch),
    });
    expect(due).toBe(300);
    expect(new Set(paths).size).toBe(300);
    expect(outcomes.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 300 }, (_, i) => i),
    );
    for (const { index, dueUs } of outcomes) expect(dueUs).toBe(index * 1000);
    expect(new Set(outcomes.map(({ connection }) => connection)).size).toBe(5);
    expect(recorder.response.count).toBe(300);
    expect(recorder.counts).toEqual({ 'get 200': 300 });
    expect(recorder.slices.slice(0, 3).map((slice) => slice.due)).toEqual([100, 100, 100]);
  }));

test('what is due in the warm-up is sent but not recorded', () =>
  withServer(async (url, paths) => {
    const dueUs: number[] = [];
    const { recorder } = await load({
      ...options(url, 200),
      warmupMs: 100,
      onOutcomes: (batch) => dueUs.push(...batch.map((outcome) => outcome.dueUs)),
    });
    expect(paths).toHaveLength(200);
    expect(Math.min(...dueUs)).toBe(-100_000);
    expect(recorder.response.count).toBe(100);
    expect(recorder.slices[0]!.due).toBe(100);
  }));

test('an abort ends all workers and still brings home what was recorded', () =>
  withServer(async (url) => {
    const abort = new AbortController();
    const { recorder, due } = await load({
      ...options(url, 60_000),
      signal: abort.signal,
      onOutcomes: () => abort.abort(),
    });
    const unfinished = Object.values(recorder.unfinished).reduce((sum, count) => sum + count, 0);
    expect(recorder.response.count + unfinished).toBe(due);
    expect(due).toBeLessThan(5000);
  }));
