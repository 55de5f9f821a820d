import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { familiesIn } from './exposition.ts';
import { changeOf, isAnew, measuresOf, scrape, together } from './index.ts';
import { quantileIn } from './measures.ts';

describe('the format', () => {
  it('is read as a kept library writes it', async () => {
    const registers = [new Registry()];
    new Counter({ name: 'asked_total', help: 'Asked,\na "lot" \\', labelNames: ['by', 'how'], registers })
      .labels({ by: 'a "b" \\ {c="d"} e\nf', how: '' })
      .inc(3);
    new Gauge({ name: 'deep', help: 'How deep', registers }).set(-2.5e-7);
    const took = new Histogram({ name: 'took_seconds', help: 'Took', buckets: [0.1, 1], registers });
    for (const seconds of [0.05, 0.5, 5]) took.observe(seconds);
    new Summary({ name: 'size', help: 'Size', percentiles: [0.5], registers }).observe(7);
    const families = familiesIn(await registers[0]!.metrics())!;
    expect(families.map(({ name, type }) => [name, type])).toEqual([
      ['asked_total', 'counter'],
      ['deep', 'gauge'],
      ['took_seconds', 'histogram'],
      ['size', 'summary'],
    ]);
    expect(families[0]).toMatchObject({
      says: 'Asked,\na "lot" \\',
      samples: [{ labels: { by: 'a "b" \\ {c="d"} e\nf', how: '' }, value: 3 }],
    });
    expect(families[1]!.samples).toEqual([{ name: 'deep', labels: {}, value: -2.5e-7 }]);
    expect(families[2]!.samples.map(({ name, labels, value }) => [name, labels.le, value])).toEqual([
      ['took_seconds_bucket', '0.1', 1],
      ['took_seconds_bucket', '1', 2],
      ['took_seconds_bucket', '+Inf', 3],
      ['took_seconds_sum', undefined, 5.55],
      ['took_seconds_count', undefined, 3],
    ]);
    expect(families[3]!.samples.map(({ name }) => name)).toEqual(['size', 'size_sum', 'size_count']);
  });

  it('is read as others write it: without a type, with times, with what is no number', () => {
    expect(familiesIn('a 1 1700000000000\n\n# a remark\nb{x="y",} +Inf\nc NaN\n')).toEqual([
      { name: 'a', type: 'untyped', says: '', samples: [{ name: 'a', labels: {}, value: 1 }] },
      ...[
        { name: 'b', labels: { x: 'y' }, value: Number.POSITIVE_INFINITY },
        { name: 'c', labels: {}, value: Number.NaN },
      ].map((sample) => ({ name: sample.name, type: 'untyped', says: '', samples: [sample] })),
    ]);
  });

  it.each(['<!doctype html>', '{"error":"not_found"}', 'hello there', 'a b'])('is not %s', (text) => {
    expect(familiesIn(text)).toBeNull();
  });
});

const read = (text: string) => familiesIn(text)!;
const TYPED = '# TYPE done_total counter\n# TYPE depth gauge\n# TYPE process_cpu_seconds_total gauge\n';
const rowsOf = (name: string, text: ReturnType<typeof read>) =>
  measuresOf(text).find((measure) => measure.name === name)?.rows;

describe('what came between two looks', () => {
  const before = read(`${TYPED}done_total{how="well"} 5\ndepth 9\nprocess_cpu_seconds_total 1.5\n`);

  it('is what counts grew by, and where all else stands', () => {
    const after = read(
      `${TYPED}done_total{how="well"} 7\ndone_total{how="ill"} 1\ndepth 4\nprocess_cpu_seconds_total 2\n`,
    );
    const change = changeOf(before, after);
    expect(rowsOf('done_total', change)).toEqual([
      { labels: { how: 'well' }, value: 2 },
      { labels: { how: 'ill' }, value: 1 },
    ]);
    expect(rowsOf('depth', change)).toEqual([{ labels: {}, value: 4 }]);
    // By its name a count, whatever its type.
    expect(rowsOf('process_cpu_seconds_total', change)).toEqual([{ labels: {}, value: 0.5 }]);
  });

  it('begins anew with a process that began anew, by its own word or by what it counts', () => {
    const began = (at: number, done: number) =>
      read(`${TYPED}process_start_time_seconds ${at}\ndone_total ${done}\n`);
    expect([isAnew(began(1, 5), began(1, 6)), isAnew(began(1, 5), began(2, 6))]).toEqual([false, true]);
    expect(rowsOf('done_total', changeOf(began(1, 5), began(2, 6)))).toEqual([{ labels: {}, value: 6 }]);
    expect(rowsOf('done_total', changeOf(before, read(`${TYPED}done_total{how="well"} 3\n`)))).toEqual([
      { labels: { how: 'well' }, value: 3 },
    ]);
  });

  it('of several processes is added up; of what is no count the highest is told, and moments are not', () => {
    const one = read(`${TYPED}done_total 2\ndepth 4\nprocess_start_time_seconds 1\n`);
    const two = read(`${TYPED}depth 3\ndone_total 5\n`);
    expect(measuresOf(together([one, two]))).toEqual([
      { name: 'done_total', says: '', kind: 'counts', rows: [{ labels: {}, value: 7 }] },
      { name: 'depth', says: '', kind: 'level', rows: [{ labels: {}, value: 4 }] },
    ]);
  });

  it('of times is how many, and how long, by their buckets', () => {
    const took = (...counts: number[]) =>
      read(
        `# TYPE took histogram\n${['0.1', '1', '+Inf'].map((le, i) => `took_bucket{to="a",le="${le}"} ${counts[i]}\n`).join('')}took_sum{to="a"} ${counts[3]}\ntook_count{to="a"} ${counts[2]}\n`,
      );
    const change = changeOf(took(10, 10, 10, 1), took(10, 30, 30, 9));
    expect(rowsOf('took', together([change, change]))).toEqual([
      { labels: { to: 'a' }, value: 40, sum: 16, p50: 0.55, p99: 0.991 },
    ]);
    expect(rowsOf('took', changeOf(took(1, 1, 1, 1), took(1, 1, 1, 1)))).toBeUndefined();
  });

  it('tells no time that is beyond all buckets', () => {
    expect(quantileIn([{ upTo: 1, count: 5 }], 10, 0.99)).toBeNull();
    expect(quantileIn([], 0, 0.5)).toBeNull();
  });
});

describe('a process asked', () => {
  const servers: http.Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
  const answering = async (status: number, text: string): Promise<string> => {
    const server = http.createServer((_request, response) => response.writeHead(status).end(text));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('tells, has none, or is silent', async () => {
    expect(await scrape(await answering(200, 'up 1\n'))).toMatchObject({ is: 'told', bytes: 5 });
    expect(await scrape(await answering(404, '{"error":"not_found"}'))).toEqual({ is: 'none' });
    expect(await scrape(await answering(200, '<p>all is well'))).toEqual({ is: 'none' });
    expect(await scrape(await answering(503, ''))).toEqual({ is: 'silent', why: 'it answered 503' });
    const gone = await answering(200, '');
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await scrape(gone)).toEqual({ is: 'silent', why: 'ECONNREFUSED' });
  });
});
