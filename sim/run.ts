/**
 * `plan → run`: one history of a scenario, judged. A pure function of the plan, but for the wall time it took.
 *
 * One clock for all that is told of a run: zero is when clients are let in, and the world begins a fixed time before,
 * so that the times of a plan, known before it runs, are those of the trace, the story and the logs.
 *
 * Phases: warm up (database, set-up, services), chaos (requests are sent, faults strike), heal (all faults end),
 * quiesce (all comes to rest), judge. Safety is judged all along, liveness at the end.
 */
import path from 'node:path';
import {
  type Answer,
  type Change,
  type FaultMoment,
  History,
  howEnded,
  Judge,
  type LogLine,
  type Violation,
} from '../harness/invariants/index.ts';
import { ScenarioError, type ScenarioFile } from '../harness/scenario/load.ts';
import { whyOf } from '../harness/scenario/why.ts';
import { Reached, type Signal } from '../harness/sometimes/index.ts';
import { faultKind, faultsOf } from './faults/index.ts';
import { ScheduledFault, type WorldTools } from './faults/schedule.ts';
import type { Network } from './network/network.ts';
import { hideStacks } from './node/paths.ts';
import { bundle, type Program } from './node/process/index.ts';
import type { Observer } from './observer.ts';
import { openWorld } from './open-world.ts';
import { type Branch, type Plan, REST_MS, WARM_UP_MS } from './plan/plan.ts';
import { foreignInsert } from './system/foreign.ts';
import { MONGO_PORT } from './system/hosts.ts';
import { type Loaded, System } from './system/system.ts';
import { AnswerTally } from './system/tally.ts';
import { listenIn } from './system/wiretap.ts';
import type { DrainMode } from './world/drain.ts';
import type { TraceLine } from './world/trace.ts';
import type { Before, RunFailure, World } from './world/world.ts';

/** `nondeterministic`: run more than once, it was not the same. */
export type Verdict = 'passed' | 'violated' | 'stuck' | 'escaped' | 'crashed' | 'nondeterministic';

export interface RunOptions {
  drain?: DrainMode;
  /** Checks that who started a chain of work is who runs it (`world/owners.ts`). */
  checkOwners?: boolean | undefined;
  /** Ends the run as soon as such a violation is found, so that who only asks whether it comes need not wait. */
  until?: ((found: Violation) => boolean) | undefined;
  /** Ends it once all has come to rest, and nothing is judged there: for who looks for what comes before. */
  upToRest?: boolean | undefined;
  onTrace?: (line: TraceLine) => void;
  /** What the services write, line by line, who wrote it, and when on the run's clock. */
  onLog?: (log: LogLine) => void;
  observer?: Observer | undefined;
  /** Such a run is not run again for the stack of what ended it: who watches was told there. */
  watch?: Watch | undefined;
}

/** Is told where it comes about, and before anything goes on: what a debugger stops at. */
export interface Watch {
  /** See `WorldOptions`. */
  before: Before;
  onViolation(found: Violation): void;
  onFailure(failure: RunFailure): void;
}

export interface FoundViolation extends Violation {
  /** The last relevant events, in sentences. */
  story: string[];
}

export interface RunResult {
  seed: number;
  verdict: Verdict;
  /** Why, for any verdict but `passed`; the stack of an escape or a crash. */
  reason: string;
  traceHash: string;
  historyHash: string;
  /** From the world's begin to its end. */
  virtualMs: number;
  /** When it ended, on the run's clock. */
  endMs: number;
  wallMs: number;
  events: number;
  /** What it came to, in the scenario's words. */
  counts: Record<string, number>;
  violations: FoundViolation[];
  /** How often each kind of fault was injected. */
  injected: Record<string, number>;
  /** How often processes of each service ended, by themselves or by a signal: `api with exit code 1`. */
  ended: Record<string, number>;
  /** Which of the scenario's states were reached. */
  reached: string[];
  /** What went over the virtual network: messages of callers, and bytes both ways. */
  traffic: { mongoMessages: number; mongoBytes: number; httpMessages: number; httpBytes: number };
}

/** After heal, the system has this much virtual time to come to rest. */
const QUIESCE_LIMIT_MS = 180_000;
const realNow = performance.now.bind(performance);

export type Simulate = (plan: Plan, options?: RunOptions) => Promise<RunResult>;

/**
 * Loads a scenario's code, once, and gives what runs plans of it. Throws `ScenarioError` for an entry that cannot be read.
 * `forDebugger`: the code of processes is compiled now, with maps to its source.
 */
export async function simulator(
  { scenario, root }: Pick<ScenarioFile, 'scenario' | 'root'>,
  { forDebugger = false } = {},
): Promise<Simulate> {
  const shared = await scenario.shared?.();
  const programs = new Map<string, Program>();
  for (const [name, { entry }] of Object.entries(scenario.services))
    if (!shared?.start[name]) programs.set(name, await programOf(name, path.resolve(root, entry), root));
  if (forDebugger) for (const program of programs.values()) program.compileForDebugger();
  const loaded = { scenario, root, shared, programs };
  return (plan, options = {}) => run(loaded, plan, options);
}

async function programOf(service: string, entry: string, root: string): Promise<Program> {
  try {
    return await bundle(entry);
  } catch (error) {
    const why = whyOf(error, root, path.dirname(entry));
    throw new ScenarioError(`service ${service} cannot be read: ${why}`, { cause: error });
  }
}

/**
 * Runs without stack traces: a storm throws tens of thousands of errors, and Node reads the stack of each that ends a
 * socket. A run whose verdict is a stack is run again with them.
 */
async function run(loaded: Loaded, plan: Plan, options: RunOptions): Promise<RunResult> {
  const showStacks = hideStacks();
  let result: RunResult;
  try {
    result = await runOnce(loaded, plan, options);
  } finally {
    showStacks();
  }
  if ((result.verdict !== 'escaped' && result.verdict !== 'crashed') || options.watch) return result;
  const { drain, checkOwners } = options;
  const again = await runOnce(loaded, plan, { drain, checkOwners });
  if (again.verdict === result.verdict && again.traceHash === result.traceHash) return again;
  const reason = `it ${result.verdict} (${result.reason}), and run again it ${again.verdict} with trace ${again.traceHash}`;
  return { ...result, verdict: 'nondeterministic', reason };
}

async function runOnce(loaded: Loaded, plan: Plan, options: RunOptions): Promise<RunResult> {
  const { scenario } = loaded;
  const { observer } = options;
  const wallStartMs = realNow();
  const { world, network, close } = openWorld({
    seed: String(plan.seed),
    startMs: -warmUpMsOf(plan),
    drain: options.drain,
    checkOwners: options.checkOwners,
    onTrace: options.onTrace,
    before: options.watch?.before,
    onFailure: options.watch?.onFailure,
  });
  network.link = plan.network;
  const judge = new Judge(scenario);
  judge.onViolation = options.watch?.onViolation;
  const history = new History(scenario.stores);
  const reached = new Reached(scenario.sometimes ?? [], judge.stores);
  const tally = scenario.tally?.();
  const attempts = new AnswerTally();
  const onLog = (log: LogLine) => {
    options.onLog?.(log);
    judge.onLog(log);
  };
  const ended: Record<string, number> = {};
  const system = new System(loaded, plan, world, network, {
    onChange(change: Change, write) {
      judge.onChange(change);
      history.onChange(change);
      reached.onChange(change);
      observer?.onChange(change, write);
    },
    onAnswer(answer: Answer) {
      judge.onAnswer(answer);
      history.onAnswer(answer);
      reached.onAnswer(answer);
      tally?.onAnswer(answer);
      observer?.onAnswer(answer);
    },
    onAttempt: (request, status) => attempts.onAttempt(request, status),
    onSignal: (signal: Signal) => reached.onSignal(signal),
    onExit(process, service, { code, signal, error }, afterAskedMs) {
      const told = error === undefined ? null : error instanceof Error ? error.message : String(error);
      const exit = { atMs: world.nowMs, process, code, signal, error: told, afterAskedMs };
      const how = `${service} ${howEnded(exit)}`;
      ended[how] = (ended[how] ?? 0) + 1;
      judge.onExit(exit);
    },
    onLog: options.onLog || judge.readsLogs ? onLog : undefined,
    onMember: observer && ((member, line) => observer.onMember(member, line)),
  });
  listenIn(
    network,
    (host, port) => system.serviceOn(host, port),
    (signal) => reached.onSignal(signal),
  );
  const injected: Record<string, number> = {};
  const isFound = finderOf(judge, options.until);
  const restMs = options.upToRest ? 0 : REST_MS;
  const phases = new Phases(plan, restMs, world, system, judge, isFound, (moment) => {
    if (moment.what === 'begins') injected[moment.kind] = (injected[moment.kind] ?? 0) + 1;
    judge.onFault(moment);
    observer?.onFault(moment);
  });
  branchOff(world, plan.branch);
  const { hosts } = system;
  const { violations } = judge;
  const stateOf = (invariant: string, subject: string) => judge.stateOf(invariant, subject);
  observer?.onScene({ world, network, hosts, violations, stateOf });

  let verdict: Verdict = 'passed';
  let reason = '';
  try {
    const stuck = await phases.run({
      world,
      network,
      targets: system.hosts,
      databases: system.members,
      host: (name) => world.host(name),
      impose: system.settings.impose,
      foreignInsert: foreignInsert(world, system.members),
    });
    if (world.failure) {
      verdict = world.failure.kind;
      reason = world.failure.stack ?? world.failure.message;
    } else {
      if (!isFound() && !options.upToRest) judge.atEnd(world.nowMs);
      if (judge.violations.length > 0) {
        verdict = 'violated';
        reason = judge.violations[0]!.message;
      } else if (stuck) {
        verdict = 'stuck';
        reason = stuck;
      }
    }
    return {
      seed: plan.seed,
      verdict,
      reason,
      traceHash: world.trace.digest(),
      historyHash: history.digest().slice(0, 16),
      virtualMs: Math.round(world.nowMs + warmUpMsOf(plan)),
      endMs: Math.round(world.nowMs),
      wallMs: Math.round(realNow() - wallStartMs),
      events: world.trace.count,
      counts: tally?.counts(judge.stores) ?? attempts.counts(plan.requests),
      violations: judge.violations.map((v) => ({ ...v, story: judge.story(v) })),
      injected,
      ended,
      reached: reached.names,
      traffic: trafficOf(network, system),
    };
  } finally {
    await close();
  }
}

/** Whether a violation that is waited for has come; it is asked at each event. */
function finderOf({ violations }: Judge, until: RunOptions['until']): () => boolean {
  let seen = 0;
  let found = false;
  return () => {
    if (until === undefined) return false;
    while (!found && seen < violations.length) found = until(violations[seen++]!);
    return found;
  };
}

/** All streams are drawn anew from a moment on, where the plan says so. */
function branchOff(world: World, branch: Branch | undefined): void {
  if (branch === undefined) return;
  const { atMs, salt, of } = branch;
  branchOff(world, of);
  const leave = () => world.streams.resalt(`branch ${salt}`);
  if (atMs <= world.nowMs) leave();
  else world.at(Math.round(atMs * 1000), null, 'branch', String(salt), leave);
}

/** What members of the database say to each other is not the system's. */
function trafficOf(network: Network, { hosts, ports }: System): RunResult['traffic'] {
  const total = (ports: Iterable<number>) => {
    let requests = 0;
    let bytes = 0;
    for (const port of ports) {
      for (const [caller, count] of network.traffic.get(port)?.callers ?? []) {
        if (hosts.databases.includes(caller.name)) continue;
        requests += count.requests;
        bytes += count.bytes;
      }
    }
    return { requests, bytes };
  };
  const mongo = total([MONGO_PORT]);
  const http = total(ports);
  return {
    mongoMessages: mongo.requests,
    mongoBytes: mongo.bytes,
    httpMessages: http.requests,
    httpBytes: http.bytes,
  };
}

const warmUpMsOf = ({ warmUpMs = WARM_UP_MS }: Plan): number => warmUpMs;

/** When the last of the requests sent so far to a service arrives. */
function lastArrivalMs({ network }: Pick<WorldTools, 'network'>, { ports }: System): number {
  return Math.max(...[...ports].map((port) => network.traffic.get(port)?.arrivedByUs ?? 0)) / 1000;
}

/** Takes a system through the phases of a run. */
class Phases {
  readonly #plan: Plan;
  readonly #restMs: number;
  readonly #world: World;
  readonly #system: System;
  readonly #judge: Judge;
  readonly #isFound: () => boolean;
  readonly #onFault: (moment: FaultMoment) => void;

  constructor(
    plan: Plan,
    restMs: number,
    world: World,
    system: System,
    judge: Judge,
    isFound: () => boolean,
    onFault: (moment: FaultMoment) => void,
  ) {
    this.#judge = judge;
    this.#isFound = isFound;
    this.#plan = plan;
    this.#restMs = restMs;
    this.#world = world;
    this.#system = system;
    this.#onFault = onFault;
  }

  /** Resolves to an empty string, or to what did not come to rest. */
  async run(tools: WorldTools): Promise<string> {
    const { chaosMs } = this.#plan;
    this.#system.start();
    const warmUpMs = warmUpMsOf(this.#plan);
    await this.#until(() => false, warmUpMs);
    if (!this.#isOver && !this.#system.isWarm())
      return `it did not start in ${warmUpMs} ms, the warmUpMs of its plan: ${this.#system.whatIsCold()}`;

    this.#world.note(null, 'phase', 'chaos');
    this.#system.open();
    const heal = this.#schedule(tools);
    await this.#until(() => false, chaosMs);

    this.#world.note(null, 'phase', 'heal');
    heal();
    this.#judge.onHeal(this.#world.nowMs);
    const limitMs = Math.max(this.#world.nowMs, lastArrivalMs(tools, this.#system)) + QUIESCE_LIMIT_MS;
    // Who sent a request that is held up has long given up on it: the system's own work has its time from heal.
    const settled = await this.#until(() => this.#system.isQuiet(), QUIESCE_LIMIT_MS);
    if (!settled) return this.#notAtRest('heal');

    // Yet such a request may upset what has come to rest: that has its time from the arrival of the last.
    const isQuiet = () => this.#system.isQuiet() && this.#world.nowMs >= lastArrivalMs(tools, this.#system);
    do {
      const quiet = await this.#until(isQuiet, Math.max(0, limitMs - this.#world.nowMs));
      if (!quiet) return this.#notAtRest('heal and the last arrival');

      this.#world.note(null, 'phase', 'rest');
      await this.#until(() => false, this.#restMs);
      // A write that the majority of the database had not yet may have ended the rest.
    } while (!this.#isOver && !isQuiet());
    return '';
  }

  #notAtRest(since: string): string {
    return `not at rest ${QUIESCE_LIMIT_MS / 1000} s after ${since}: ${this.#system.whatIsOpen()}`;
  }

  /** Puts the plan's faults on the heap. The function returned ends those in force and drops those to come. */
  #schedule(tools: WorldTools): () => void {
    const kinds = faultsOf(this.#system.scenario);
    const faults = this.#plan.faults.map(
      (planned, number) =>
        new ScheduledFault(number, planned, faultKind(kinds, planned.kind), tools, this.#onFault),
    );
    return () => {
      for (const fault of faults) fault.heal();
    };
  }

  /** Runs until `done`, or for `ms` of virtual time; true if `done`, or if the run is over. */
  async #until(done: () => boolean, ms: number): Promise<boolean> {
    if (this.#isOver) return true;
    let timeUp = false;
    const end = this.#world.after(ms, 'time-up', () => {
      timeUp = true;
    });
    await this.#world.run(() => timeUp || this.#isFound() || done(), Number.POSITIVE_INFINITY);
    this.#world.cancel(end);
    return this.#isOver || !timeUp || done();
  }

  /** It failed, or what is waited for has come: the phases that are left end at once. */
  get #isOver(): boolean {
    return this.#world.failure !== null || this.#isFound();
  }
}
