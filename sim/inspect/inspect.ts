/**
 * `sim --inspect`: one history under Node's inspector, in a process of its own (`child.ts`), beside the same one without.
 *
 * Map: `flags.ts` reads where it listens and what it stops at; `child.ts` runs the plan; `stop.ts` stops it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { NODE_FLAGS } from '../../harness/called.ts';
import { onInterrupt } from '../../harness/interrupt.ts';
import { ScenarioError } from '../../harness/scenario/load.ts';
import { when } from '../../harness/when.ts';
import { EXIT, exitCodeOf } from '../command/exit-codes.ts';
import { jobsOf } from '../command/jobs.ts';
import type { Options } from '../command/options.ts';
import { Pool } from '../command/pool.ts';
import { preparedFor } from '../command/prepare.ts';
import { printFailure, printResult } from '../command/print.ts';
import { replayFlags } from '../command/replay.ts';
import type { Plan } from '../plan/plan.ts';
import { printPlan } from '../plan/print.ts';
import { endedFromInside, type RunResult } from '../result.ts';
import { type Address, DEFAULT_ADDRESS, inWords, type PauseAt } from './flags.ts';
import type { Job, Told } from './job.ts';

/** Its message is one line for a person. */
export class InspectError extends Error {}

/** Returns the exit code. Throws `InspectError` where nothing can listen, or the run does not get to what it is to stop at. */
export async function runInspected(options: Options): Promise<number> {
  const { of, drain, inspect: address = DEFAULT_ADDRESS, pauseAt = 'start' } = options;
  const { scenario } = of;
  let end = () => {};
  onInterrupt(() => {
    console.log('interrupted');
    end();
    process.exit(EXIT.interrupted);
  });
  await checkFree(address);
  const plan = jobsOf(options).plan(0);
  console.log(printPlan(plan, scenario));
  const without = await runAlone(plan, options);
  console.log(`\nwithout a debugger: ${inShort(without)}`);
  checkReached(pauseAt, without);

  const job: Job = { ...preparedFor(of, options.bug), plan, drain, address, pauseAt };
  const child = fork(new URL('./child.ts', import.meta.url), {
    execArgv: ['--import', WITH_SOURCES, ...NODE_FLAGS, QUIETLY],
  });
  end = () => child.kill('SIGKILL');
  let result: RunResult | undefined;
  let flaw: string | undefined;
  child.on('message', (told: Told) => {
    if (told.what === 'over') result = told.result;
    else if (told.what === 'flawed') {
      flaw = told.flaw;
      end();
    } else console.log(inLines(told, pauseAt));
  });
  child.send(job);
  const [code, signal] = await once(child, 'exit');
  if (flaw !== undefined) throw new ScenarioError(flaw);
  if (!result) {
    console.log(`the process that was debugged ended before its run did (${signal ?? `exit code ${code}`})`);
    return EXIT.broken;
  }
  console.log(printResult(result, scenario));
  if (result.verdict !== 'passed') console.log(printFailure(result, replayFlags(plan, options)));
  const isSame = result.traceHash === without.traceHash && result.historyHash === without.historyHash;
  console.log(
    isSame
      ? '\ntrace and history are the same as without a debugger'
      : `\nit was not the same as without a debugger: ${hashesOf(without)}; what is called from a debugger takes effect`,
  );
  return exitCodeOf([isSame ? result.verdict : 'nondeterministic']);
}

/** Who attaches finds its address by a request: it need not be written beside what is printed here. */
const QUIETLY = '--inspect-publish-uid=http';

/** tsx puts sources into its maps, which a debugger shows, where Node is told of one: here it is only once all is loaded. */
const WITH_SOURCES = `data:text/javascript,${encodeURIComponent("process.env.NODE_OPTIONS = '--inspect'")}`;

/** Node only writes to the terminal that a port is taken, and goes on. */
async function checkFree({ host, port }: Address): Promise<void> {
  const server = createServer();
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InspectError(
      code === 'EADDRINUSE'
        ? `port ${port} of ${host} is in use; --inspect=0 takes one that is free`
        : `nothing can listen on ${host}:${port}: ${message}`,
    );
  }
  server.close();
  await once(server, 'close');
}

/** The same run as ever, in a thread. */
async function runAlone(plan: Plan, options: Options): Promise<RunResult> {
  const pool = new Pool({ ...options, workers: 1 });
  try {
    return await pool.run(plan);
  } finally {
    await pool.close();
  }
}

function checkReached(at: PauseAt, result: RunResult): void {
  const { verdict, violations, events, endMs } = result;
  if (at === 'start') return;
  const none = (why: string) => new InspectError(`it would not stop ${inWords(at)}: ${why}`);
  if (at === 'violation') {
    if (violations.length === 0 && !endedFromInside(result))
      throw none(`the run ${verdict === 'passed' ? 'passes' : `is ${verdict}`}`);
  } else if ('event' in at) {
    if (at.event > events) throw none(`the run has ${events.toLocaleString('en-US')}`);
  } else if (at.atMs > endMs) throw none(`the run ends at ${when(endMs)}`);
}

function inShort(result: RunResult): string {
  const [violation] = result.violations;
  const what = violation ? ` ${violation.invariant} at ${when(violation.atMs)}` : '';
  return `${result.verdict}${what}, ${result.events.toLocaleString('en-US')} events to ${when(result.endMs)}, ${hashesOf(result)}`;
}

const hashesOf = ({ traceHash, historyHash }: RunResult): string =>
  `trace ${traceHash} history ${historyHash}`;

function inLines(told: Extract<Told, { what: 'listens' | 'attached' | 'stops' }>, at: PauseAt): string {
  if (told.what === 'attached') return `a debugger is attached; it stops ${inWords(at)}`;
  if (told.what === 'stops') return told.line;
  const { hostname, port } = new URL(told.url);
  return `
a debugger may attach to ${told.url}
  VS Code  "Debug: Attach to Node Process", or a configuration with "request": "attach", "port": ${port}
  Chrome   chrome://inspect, and there "inspect"${port === String(DEFAULT_ADDRESS.port) ? '' : `, after "Configure" with ${hostname}:${port}`}
waits for one`;
}
