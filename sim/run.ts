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
  History,
  howEnded,
  Judge,
  type LogLine,
  type Violation,
} from '../harness/invariants/index.ts';
import { ScenarioError, type ScenarioFile } from '../harness/scenario/load.ts';
import type { Service } from '../harness/scenario/scenario.ts';
import { whyOf } from '../harness/scenario/why.ts';
import { Reached, type Signal } from '../harness/sometimes/index.ts';
import { hideStacks } from './node/paths.ts';
import { bundle, type Program } from './node/process/index.ts';
import type { Observer } from './observer.ts';
import { type OpenWorld, openWorld } from './open-world.ts';
import { Phases } from './phases.ts';
import { type Branch, type Plan, REST_MS, warmUpMsOf } from './plan/plan.ts';
import { endedFromInside, type RunResult } from './result.ts';
import { foreignInsert } from './system/foreign.ts';
import { type Loaded, System } from './system/system.ts';
import { AnswerTally } from './system/tally.ts';
import { trafficOf } from './system/traffic.ts';
import { listenIn } from './system/wiretap.ts';
import type { DrainMode } from './world/drain.ts';
import type { TraceLine } from './world/trace.ts';
import type { Before, RunFailure, World } from './world/world.ts';

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
  const read = async (of: (service: Service) => string | undefined) => {
    const programs = new Map<string, Program>();
    for (const [name, service] of Object.entries(scenario.services)) {
      const entry = of(service);
      if (entry === undefined || shared?.start[name]) continue;
      const program = await programOf(name, path.resolve(root, entry), root);
      if (forDebugger) program.compileForDebugger();
      programs.set(name, program);
    }
    return programs;
  };
  const [programs, nextPrograms] = [await read(({ entry }) => entry), await read(({ next }) => next)];
  const loaded = { scenario, root, shared, programs, nextPrograms };
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
  if (!endedFromInside(result) || options.watch) return result;
  const { drain, checkOwners, until, upToRest } = options;
  const again = await runOnce(loaded, plan, { drain, checkOwners, until, upToRest });
  if (again.verdict === result.verdict && again.traceHash === result.traceHash) return again;
  const reason = `it ${result.verdict} (${result.reason}), and run again it ${again.verdict} with trace ${again.traceHash}`;
  return { ...result, verdict: 'nondeterministic', reason };
}

async function runOnce(loaded: Loaded, plan: Plan, options: RunOptions): Promise<RunResult> {
  const open = openWorld({
    seed: String(plan.seed),
    startMs: -warmUpMsOf(plan),
    drain: options.drain,
    checkOwners: options.checkOwners,
    onTrace: options.onTrace,
    before: options.watch?.before,
    onFailure: options.watch?.onFailure,
  });
  try {
    return await runIn(open, loaded, plan, options);
  } finally {
    await open.close();
  }
}

async function runIn(
  { world, network }: OpenWorld,
  loaded: Loaded,
  plan: Plan,
  options: RunOptions,
): Promise<RunResult> {
  const { scenario } = loaded;
  const { observer } = options;
  const wallStartMs = realNow();
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
  listenIn(network, system, (signal) => reached.onSignal(signal));
  const injected: Record<string, number> = {};
  const isFound = finderOf(judge, options.until);
  branchOff(world, plan.branch);
  const { hosts } = system;
  const { violations } = judge;
  const stateOf = (invariant: string, subject: string) => judge.stateOf(invariant, subject);
  observer?.onScene({ world, network, hosts, violations, stateOf });

  const phases = new Phases({
    ...{ plan, system, isFound },
    tools: {
      ...{ world, network },
      targets: system.hosts,
      databases: system.members,
      host: (name) => world.host(name),
      impose: system.settings.impose,
      foreignInsert: foreignInsert(world, system.members),
      setUpAgain: () => system.setUpAgain(),
      killSetUp: () => system.killSetUp(),
      deploy: (name) => system.deploy(name),
      watch: (patience, onKill) => system.watch(patience, onKill),
    },
    restMs: options.upToRest ? 0 : REST_MS,
    onHeal: (atMs) => judge.onHeal(atMs),
    onFault(moment) {
      if (moment.what === 'begins') injected[moment.kind] = (injected[moment.kind] ?? 0) + 1;
      judge.onFault(moment);
      observer?.onFault(moment);
    },
  });
  const stuck = await phases.run();
  if (!world.failure && !isFound() && !options.upToRest) judge.atEnd(world.nowMs);
  return {
    seed: plan.seed,
    ...outcomeOf(world.failure, violations, stuck),
    traceHash: world.trace.digest(),
    historyHash: history.digest().slice(0, 16),
    virtualMs: Math.round((world.nowUs - world.startUs) / 1000),
    endMs: Math.round(world.nowMs),
    restedMs: phases.restedMs,
    wallMs: Math.round(realNow() - wallStartMs),
    events: world.trace.count,
    counts: tally?.counts(judge.stores) ?? attempts.counts(plan.requests),
    violations: violations.map((v) => ({ ...v, story: judge.story(v) })),
    injected,
    ended,
    reached: reached.names,
    traffic: trafficOf(network, system),
  };
}

/** What ended it counts before what was found in it, and that before what it did not come to. */
function outcomeOf(
  failure: RunFailure | null,
  [violation]: readonly Violation[],
  stuck: string,
): Pick<RunResult, 'verdict' | 'reason'> {
  // Where a loop was seen from outside, the stack would be that of who saw it.
  const isSeen = failure?.kind === 'looping' && failure.cause === undefined;
  if (failure)
    return { verdict: failure.kind, reason: isSeen ? failure.message : (failure.stack ?? failure.message) };
  if (violation) return { verdict: 'violated', reason: violation.message };
  return stuck ? { verdict: 'stuck', reason: stuck } : { verdict: 'passed', reason: '' };
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
