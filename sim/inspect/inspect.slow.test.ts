/** A history under a debugger is the one that it is without, wherever it is stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { EXIT } from '../command/exit-codes.ts';
import { Debugger } from './testing/debugger.ts';

const OUTBOX = ['--scenario', 'scenarios/outbox/index.ts'];
const SAME = 'trace and history are the same as without a debugger';

let running: Inspected | undefined;
afterEach(() => running?.child.kill());

interface Inspected {
  child: ChildProcess;
  /** What it has printed so far. */
  out(): string;
  /** Resolves to the first match, once that is printed. */
  printed(pattern: RegExp): Promise<string>;
  exit: Promise<number | null>;
}

function inspect(...flags: string[]): Inspected {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli.ts', '--inspect=0', ...flags]);
  let out = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      out += text;
      for (const look of waiting) look();
    });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const printed = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const [match] = pattern.exec(out) ?? [];
        if (match === undefined) return;
        waiting.delete(look);
        resolve(match);
      };
      waiting.add(look);
      look();
      void exit.then(() => reject(new Error(`it ended without ${pattern}:\n${out}`)));
    });
  running = { child, out: () => out, printed, exit };
  return running;
}

const debuggerOf = async ({ printed }: Inspected) => Debugger.attach(await printed(/ws:\/\/\S+/));

describe('a breakpoint in a service stops the world, and going on gives the same history', () => {
  const cases = [
    {
      of: 'code that hosts share',
      flags: ['--seed', '3', '--orders', '2', '--faults', 'none'],
      file: 'services/payment/index.ts',
      line: 'const answer = await carryOut(',
      asks: 'body.order_id',
      says: /^ORD-/,
      host: /^payment-/,
    },
    {
      of: 'a process',
      flags: [...OUTBOX, '--seed', '3', '--orders', '2', '--faults', 'none'],
      file: 'scenarios/outbox/relay/deliver.ts',
      line: 'const stored = await Outbox.findById(',
      asks: 'message.item',
      says: /^[a-z]/,
      host: /^relay-/,
    },
  ];
  test.each(cases)('$of', async ({ flags, file, line, asks, says, host }) => {
    const sim = inspect(...flags);
    const bugger = await debuggerOf(sim);
    await bugger.begin();
    const start = await bugger.paused();
    expect(await bugger.evaluate(start, 'seen.event.seq')).toBe(1);
    const breakpoint = await bugger.breakAt(file, line);
    await bugger.resume();
    const paused = await bugger.paused();
    expect(bugger.lineAt(paused)).toContain(line);
    expect(await bugger.evaluate(paused, asks)).toMatch(says);

    expect(await bugger.evaluate(paused, 'groundhog.host')).toMatch(host);

    // Time stands still, and what is asked for does not end the run.
    const now = () => bugger.evaluate(paused, 'Date.now()');
    expect(await now()).toBe(await now());
    expect(await bugger.evaluate(paused, 'process.binding("fs")')).toMatch(/reached for process.binding/);

    await bugger.removeBreakpoint(breakpoint);
    await bugger.resume();
    expect(await sim.exit).toBe(EXIT.passed);
    expect(sim.out()).toContain(SAME);
  });
});

test('it stops where the violation is found, and says so', async () => {
  const sim = inspect(
    '--bug',
    'reply-before-stored',
    '--seed',
    '1',
    '--orders',
    '10',
    '--pause-at',
    'violation',
  );
  const bugger = await debuggerOf(sim);
  await bugger.begin();
  const paused = await bugger.paused();
  const invariant = String(await bugger.evaluate(paused, 'seen.violation.invariant'));
  expect(await sim.printed(/stopped at .*/)).toContain(invariant);
  await bugger.resume();
  expect(await sim.exit).toBe(EXIT.violated);
  expect(sim.out()).toContain(SAME);
});

test('a debugger that goes away lets it go on', async () => {
  const sim = inspect('--seed', '3', '--orders', '1', '--faults', 'none', '--pause-at', '0.5s');
  const bugger = await debuggerOf(sim);
  await bugger.begin();
  await bugger.paused();
  bugger.close();
  expect(await sim.exit).toBe(EXIT.passed);
  expect(sim.out()).toContain(SAME);
});

test('an interrupt ends it also while all stands still', async () => {
  const sim = inspect('--seed', '3', '--orders', '1', '--faults', 'none');
  const bugger = await debuggerOf(sim);
  await bugger.begin();
  await bugger.paused();
  sim.child.kill('SIGINT');
  expect(await sim.exit).toBe(EXIT.interrupted);
  const gone = await sim.printed(/ws:\S+/).then((url) =>
    Debugger.attach(url).then(
      () => false,
      () => true,
    ),
  );
  expect(gone).toBe(true);
});

test('a port that is taken, and a moment that never comes, are one clear line each', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const taken = inspect(`--inspect=${port}`);
  expect(await taken.exit).toBe(EXIT.usage);
  expect(taken.out().trim()).toBe(
    `sim: port ${port} of 127.0.0.1 is in use; --inspect=0 takes one that is free`,
  );
  server.close();

  const never = inspect('--seed', '3', '--orders', '1', '--faults', 'none', '--pause-at', 'violation');
  expect(await never.exit).toBe(EXIT.usage);
  expect(never.out()).toMatch(/\nsim: it would not stop where the violation is found: the run passes\n$/);
});
