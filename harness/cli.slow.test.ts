/** The command as a person runs it: short, but with real processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { EXIT, type LoadResult } from './run/index.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const dir = mkdtempSync(path.join(tmpdir(), 'load-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  said: string;
}

/** Runs the command; `interruptWhen` sends Ctrl-C, or does something else, once its output matches. */
function load(
  out: string,
  args: string[],
  interruptWhen?: RegExp,
  interrupt: (child: ChildProcess) => void = (child) => child.kill('SIGINT'),
): Promise<Ended> {
  const child = spawn('node', ['--import', 'tsx', 'harness/cli.ts', '--out', out, ...args], { cwd: ROOT });
  let said = '';
  let interrupted = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (!interrupted && interruptWhen?.test(said)) {
        interrupted = true;
        interrupt(child);
      }
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, said }));
  });
}

/** The process id of the child that runs this script. */
function childOf(parent: number, script: string): number {
  const found = readdirSync('/proc').find((pid) => {
    try {
      const itsParent = /PPid:\t(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return itsParent === String(parent) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(script);
    } catch {
      return false;
    }
  });
  return Number(found);
}

function resultIn(out: string): LoadResult {
  const names = readdirSync(out);
  expect(names.map((name) => path.extname(name)).sort()).toEqual(['.html', '.json']);
  return JSON.parse(readFileSync(path.join(out, names.find((name) => name.endsWith('.json'))!), 'utf8'));
}

/** Process ids whose command line names one of the shop's main files and this run's database. */
function leftOf({ said }: Ended): string[] {
  expect(said).toContain('database: ');
  // Elsewhere than on Linux there is no such list to look at.
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const parent = /PPid:\t(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return parent === '1' && /services\/\w+\/main\.ts/.test(command);
    } catch {
      return false;
    }
  });
}

test('a short run under chaos accounts for every order, holds every invariant and leaves nothing behind', async () => {
  const out = path.join(dir, 'chaos');
  const ended = await load(out, [
    '--mongo',
    'model',
    '--rate',
    '20',
    '--duration',
    '8',
    '--warmup',
    '1',
    '--chaos',
    '--workers',
    '2',
    '--max-send-lag',
    '1000',
    '--slo',
    'errors<99%',
  ]);
  expect(ended.code, ended.said).toBe(EXIT.passed);
  const result = resultIn(out);
  expect(result.verdict.invariants).toBe('held');
  expect(result.chaos.length).toBeGreaterThan(0);
  const { sent, ended: ends, refused, unknown, open, unaccounted } = result.ledger!;
  const sum = (of: Record<string, number>) => Object.values(of).reduce((total, count) => total + count, 0);
  expect(sum(ends) + refused + sum(unknown.ended) + unknown.absent!).toBe(sent);
  expect([open, unaccounted]).toEqual([0, 0]);
  expect(result.services).toHaveLength(9);
  for (const { all } of Object.values(result.flows)) expect(all.count).toBeGreaterThan(0);
  expect(result.mongo.length).toBeGreaterThan(0);
  expect(result.metrics!.map(({ service }) => service).sort()).toEqual(
    Object.keys(result.scenario.services).sort(),
  );
  // Whoever was killed began anew, which is said; all answered in the end.
  const killed = new Set(result.chaos.filter(({ kind }) => kind === 'kill').map(({ instance }) => instance));
  for (const { instance, flaw, bytes } of result.metrics!.flatMap(({ processes }) => processes)) {
    expect(flaw, instance).toBe(
      killed.has(instance) ? 'began anew: what it did before is not in these figures' : null,
    );
    expect(bytes).toBeGreaterThan(1000);
  }
  expect(leftOf(ended)).toEqual([]);
});

/** Longer than a test may take: what ends a run is what befell it. */
const LONG = ['--mongo', 'model', '--rate', '20', '--duration', '3600', '--warmup', '1'];

test('Ctrl-C ends a run and writes what there is', async () => {
  const out = path.join(dir, 'interrupted');
  const ended = await load(out, LONG, /driving/);
  expect(ended.code, ended.said).toBe(EXIT.interrupted);
  expect(resultIn(out)).toMatchObject({ interrupted: true, verdict: { invariants: 'not judged' } });
  expect(leftOf(ended)).toEqual([]);
});

test.skipIf(!existsSync('/proc'))(
  'a database that dies ends the run at once, and what there is is written',
  async () => {
    const out = path.join(dir, 'no-database');
    const ended = await load(out, LONG, /driving/, ({ pid }) =>
      process.kill(childOf(pid!, 'sim/mongod/cli.ts'), 'SIGKILL'),
    );
    expect(ended.code, ended.said).toBe(EXIT.broken);
    expect(ended.said).toContain('the model of the database was killed by SIGKILL');
    expect(resultIn(out).verdict).toMatchObject({ invariants: 'not judged' });
    expect(leftOf(ended)).toEqual([]);
  },
);

test.skipIf(!existsSync('/proc'))(
  'a service that dies is the first of all reasons, with when and how',
  async () => {
    const out = path.join(dir, 'no-payment');
    const ended = await load(
      out,
      // Long enough for a line on how the driving goes.
      ['--mongo', 'model', '--rate', '10', '--duration', '12', '--warmup', '1', '--max-send-lag', '1000'],
      /driving/,
      ({ pid }) => process.kill(childOf(pid!, 'services/payment/main.ts'), 'SIGKILL'),
    );
    expect(ended.code, ended.said).toBe(EXIT.broken);
    const { verdict, deaths, chaos } = resultIn(out);
    expect(deaths).toMatchObject([{ signal: 'SIGKILL', exitCode: null, atMs: expect.any(Number) }]);
    expect(verdict.reasons[0]).toMatch(/^payment-\d was killed by SIGKILL \d+\.\d s into the run/);
    expect(verdict.sentence).toBe(`Broken: ${verdict.reasons[0]}.`);
    expect(chaos).toMatchObject([{ kind: 'death', instance: deaths[0]!.instance }]);
  },
  120_000,
);

test.skipIf(!existsSync('/proc'))(
  'a service that dies in the warm-up ends the run there',
  async () => {
    const out = path.join(dir, 'no-warm-up');
    const ended = await load(
      out,
      ['--mongo', 'model', '--rate', '10', '--duration', '1h', '--warmup', '10m'],
      /warming up.* [1-9]\d* requests/,
      ({ pid }) => process.kill(childOf(pid!, 'services/payment/main.ts'), 'SIGKILL'),
    );
    expect(ended.code, ended.said).toBe(EXIT.broken);
    expect(ended.said).toContain('with nothing measured yet the run ends here');
    const { verdict, deaths } = resultIn(out);
    expect(deaths).toMatchObject([{ signal: 'SIGKILL', atMs: null }]);
    expect(verdict.sentence).toMatch(
      /^Broken: payment-\d was killed by SIGKILL in the warm-up, \d+\.\d s before anything was measured, and nothing here did it\.$/,
    );
    expect(verdict.advice).toEqual([]);
    expect(leftOf(ended)).toEqual([]);
  },
  120_000,
);

test('a closed run has no failures, no cut-off latencies, and a title that says what it was', async () => {
  const out = path.join(dir, 'closed');
  const flags = ['--mongo', 'model', '--closed', '--connections', '5', '--duration', '3', '--warmup', '1'];
  const ended = await load(out, flags);
  expect(ended.code, ended.said).toBe(EXIT.passed);
  const { title, requests, latency, settings, metrics, cost, counts } = resultIn(out);
  expect(requests).toMatchObject({ failed: 0, unfinished: 0, duePerS: null });
  expect(requests.answered).toBe(requests.due);
  expect(latency.response.count).toBe(requests.answered);
  expect(title).toBe(
    `closed model, 5 connections to each service, ${Math.round(requests.answeredPerS)} requests/s reached`,
  );
  expect(settings.ratePerS).toBeNull();
  // Services are asked at the begin and at the end; where exactly these fall depends on the machine.
  const rows = (service: string, measure: string) =>
    metrics!.find((one) => one.service === service)!.measures.find(({ name }) => name === measure)!.rows;
  const taken = rows('orchestrator', 'http_request_duration_seconds').find(
    ({ labels }) => labels.route === '/orders' && labels.status === '202',
  )!;
  expect(taken.value).toBeGreaterThan(0);
  expect(rows('inventory', 'mongodb_command_duration_seconds').length).toBeGreaterThan(1);
  expect(cost).toMatchObject({ of: 'order', count: counts['order 202'], isWhole: true });
  expect(cost!.cpuMs).toBeGreaterThan(0);
  expect(cost!.commands).toBeGreaterThan(0);
  expect(ended.said).toMatch(/^cost {7}[\d.]+ ms of CPU and [\d.]+ MongoDB commands per order$/m);
}, 120_000);

test('without a rate one is found that is borne, and measured at less than that', async () => {
  const out = path.join(dir, 'found');
  const ended = await load(out, ['--mongo', 'model', '--duration', '3', '--max-send-lag', '2000']);
  expect(ended.code, ended.said).toBe(EXIT.passed);
  const { settings, verdict } = resultIn(out);
  expect(settings.search!.soundPerS ?? 5).toBeGreaterThan(settings.ratePerS!);
  expect(verdict.notes[0]).toContain('The rate was found by asking for more and more');
}, 180_000);

test('a missed limit and a late driver have exit codes of their own', async () => {
  const short = ['--mongo', 'model', '--rate', '10', '--duration', '2', '--warmup', '0'];
  const missed = await load(path.join(dir, 'missed'), [
    ...short,
    '--max-send-lag',
    '1000',
    '--slo',
    'accept.p50<1us',
  ]);
  expect(missed.code, missed.said).toBe(EXIT.sloMissed);
  const late = await load(path.join(dir, 'late'), [...short, '--max-send-lag', '0.1']);
  expect(late.code, late.said).toBe(EXIT.invalid);
  const lost = path.join(dir, 'lost');
  const unkept = await load(lost, [...short, '--max-send-lag', '0.1'], /database: /, () =>
    rmSync(lost, { recursive: true }),
  );
  expect(unkept.code, unkept.said).toBe(EXIT.broken);
  expect(unkept.said).toMatch(/Invalid: [\s\S]*cannot be written/);
});

test.each([
  [['--rate', 'many'], EXIT.badUsage, /--rate/],
  [['--slo', 'fast'], EXIT.badUsage, /is no limit/],
  [['--mongo', 'oracle'], EXIT.badUsage, /memory-server/],
  [
    ['--target', 'http://localhost:1'],
    EXIT.badUsage,
    /say of which service it is, of orchestrator and projector/,
  ],
  [['--target', 'orchestrator=http://a'], EXIT.badUsage, /say with --target projector=URL where it is/],
  [
    ['--target', 'orchestrator=http://a', '--target', 'projector=http://a'],
    EXIT.badUsage,
    /--target needs the --mongo/,
  ],
  [['--bug', 'none-such'], EXIT.badUsage, /there is no bug 'none-such' in the scenario shop/],
  [['--products', 'many'], EXIT.badUsage, /--products/],
  [['--out', fileURLToPath(import.meta.url)], EXIT.badUsage, /nothing can be written/],
  [['--mongo', 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500'], EXIT.broken, /does not answer/],
])('%j is answered with one clear line', async (args, code, line) => {
  // The last of two is the one that counts.
  const ended = await load(dir, args);
  expect(ended.code).toBe(code);
  expect(ended.said).toMatch(line);
  expect(ended.said).not.toMatch(/\n\s+at /);
});
