/**
 * `plan → run`: one history of the shop, judged. A pure function of the plan, but for the wall time it took.
 *
 * One clock for all that is told of a run: zero is when clients are let in, and the world begins a fixed time before,
 * so that the times of a plan, known before it runs, are those of the trace, the story and the logs.
 *
 * Phases: warm up (database, products, services), chaos (orders arrive, faults strike), heal (all faults end),
 * quiesce (every order ends, the read model catches up), judge. Safety is judged all along, liveness at the end.
 */
import {
  allInvariants,
  type Change,
  type FaultMoment,
  History,
  Judge,
  type Violation,
} from '../harness/invariants/index.ts';
import { allSometimes, Reached } from '../harness/sometimes/index.ts';
import { Bank } from './faults/bank.ts';
import type { FaultTools } from './faults/index.ts';
import { ScheduledFault } from './faults/schedule.ts';
import { Network } from './network/network.ts';
import { resetLibraries } from './node/libraries.ts';
import { hideStacks } from './node/paths.ts';
import { attachNetwork } from './node/sockets.ts';
import { type Plan, WARM_UP_MS } from './plan/plan.ts';
import { MONGO_PORT, SERVICE_PORT } from './shop/hosts.ts';
import { Shop } from './shop/shop.ts';
import { listenIn } from './shop/wiretap.ts';
import { dispose } from './world/dispose.ts';
import type { DrainMode } from './world/drain.ts';
import { guard } from './world/guard.ts';
import type { TraceLine } from './world/trace.ts';
import { World } from './world/world.ts';

/** `nondeterministic`: run more than once, it was not the same. */
export type Verdict = 'passed' | 'violated' | 'stuck' | 'escaped' | 'crashed' | 'nondeterministic';

export interface RunOptions {
  drain?: DrainMode;
  onTrace?: (line: TraceLine) => void;
  /** Structured logs of the services, one JSON line each, and when on the run's clock. */
  onLog?: (atMs: number, line: string) => void;
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
  orders: { accepted: number; confirmed: number; rejected: number };
  violations: FoundViolation[];
  /** How often each kind of fault was injected. */
  injected: Record<string, number>;
  /** Which states of `harness/sometimes` were reached. */
  reached: string[];
  /** What went over the virtual network: messages of callers, and bytes both ways. */
  traffic: { mongoMessages: number; mongoBytes: number; httpMessages: number; httpBytes: number };
}

/** After heal, the shop has this much virtual time to come to rest. */
const QUIESCE_LIMIT_MS = 180_000;
/** And stays at rest this long before it is judged, so that a late duplicate is still seen. */
const REST_MS = 3000;

const realNow = performance.now.bind(performance);

/**
 * Runs without stack traces: a storm throws tens of thousands of errors, and Node reads the stack of each that ends a
 * socket. A run whose verdict is a stack is run again with them.
 */
export async function run(plan: Plan, options: RunOptions = {}): Promise<RunResult> {
  const showStacks = hideStacks();
  let result: RunResult;
  try {
    result = await runOnce(plan, options);
  } finally {
    showStacks();
  }
  if (result.verdict !== 'escaped' && result.verdict !== 'crashed') return result;
  const again = await runOnce(plan, { drain: options.drain });
  if (again.verdict === result.verdict && again.traceHash === result.traceHash) return again;
  const reason = `it ${result.verdict} (${result.reason}), and run again it ${again.verdict} with trace ${again.traceHash}`;
  return { ...result, verdict: 'nondeterministic', reason };
}

async function runOnce(plan: Plan, options: RunOptions): Promise<RunResult> {
  const wallStartMs = realNow();
  resetLibraries();
  const world = new World({
    seed: String(plan.seed),
    startMs: -warmUpMsOf(plan),
    drain: options.drain,
    onTrace: options.onTrace,
  });
  const release = guard(world);
  const network = new Network(world);
  network.link = plan.network;
  attachNetwork(world, network);
  const bank = new Bank({ ...plan.bank, lostReplyRate: 0 });
  const judge = new Judge(allInvariants);
  const history = new History();
  const reached = new Reached(allSometimes, judge.stores);
  listenIn(network, (signal) => reached.onSignal(signal));
  const shop = new Shop(plan, world, bank, {
    onChange(change: Change) {
      judge.onChange(change);
      history.onChange(change);
      reached.onChange(change);
    },
    onAnswer(answer) {
      judge.onAnswer(answer);
      history.onAnswer(answer);
      reached.onAnswer(answer);
    },
    onSignal: (signal) => reached.onSignal(signal),
    onLog: options.onLog,
  });
  const injected: Record<string, number> = {};
  const phases = new Phases(plan, world, shop, (moment) => {
    if (moment.what === 'begins') injected[moment.kind] = (injected[moment.kind] ?? 0) + 1;
    judge.onFault(moment);
  });

  let verdict: Verdict = 'passed';
  let reason = '';
  try {
    const stuck = await phases.run({
      world,
      network,
      bank,
      targets: shop.hosts,
      databases: shop.members,
      host: (name) => world.host(name),
    });
    if (world.failure) {
      verdict = world.failure.kind;
      reason = world.failure.stack ?? world.failure.message;
    } else {
      judge.atEnd(world.nowMs);
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
      orders: shop.orderCounts(judge.stores),
      violations: judge.violations.map((v) => ({ ...v, story: judge.story(v) })),
      injected,
      reached: reached.names,
      traffic: trafficOf(network, shop.hosts.databases),
    };
  } finally {
    await dispose(world, network);
    release();
  }
}

/** What members of the database say to each other is not the shop's. */
function trafficOf(network: Network, databases: readonly string[]): RunResult['traffic'] {
  const total = (port: number) => {
    let requests = 0;
    let bytes = 0;
    for (const [caller, count] of network.traffic.get(port)?.callers ?? []) {
      if (databases.includes(caller.name)) continue;
      requests += count.requests;
      bytes += count.bytes;
    }
    return { requests, bytes };
  };
  const mongo = total(MONGO_PORT);
  const http = total(SERVICE_PORT);
  return {
    mongoMessages: mongo.requests,
    mongoBytes: mongo.bytes,
    httpMessages: http.requests,
    httpBytes: http.bytes,
  };
}

const warmUpMsOf = ({ warmUpMs = WARM_UP_MS }: Plan): number => warmUpMs;

/** When the last of the requests sent so far to a service arrives. */
function lastArrivalMs({ network }: Pick<FaultTools, 'network'>): number {
  return (network.traffic.get(SERVICE_PORT)?.arrivedByUs ?? 0) / 1000;
}

/** Takes a shop through the phases of a run. */
class Phases {
  readonly #plan: Plan;
  readonly #world: World;
  readonly #shop: Shop;
  readonly #onFault: (moment: FaultMoment) => void;

  constructor(plan: Plan, world: World, shop: Shop, onFault: (moment: FaultMoment) => void) {
    this.#plan = plan;
    this.#world = world;
    this.#shop = shop;
    this.#onFault = onFault;
  }

  /** Resolves to an empty string, or to what did not come to rest. */
  async run(tools: Omit<FaultTools, 'strikes'>): Promise<string> {
    const { chaosMs } = this.#plan;
    this.#shop.start();
    const warmUpMs = warmUpMsOf(this.#plan);
    await this.#until(() => false, warmUpMs);
    if (!this.#world.failure && !this.#shop.isWarm())
      return `the shop did not start in ${warmUpMs} ms, the warmUpMs of its plan: ${this.#shop.whatIsCold()}`;

    this.#world.note(null, 'phase', 'chaos');
    this.#shop.open();
    const heal = this.#schedule(tools);
    await this.#until(() => false, chaosMs);

    this.#world.note(null, 'phase', 'heal');
    heal();
    const limitMs = Math.max(this.#world.nowMs, lastArrivalMs(tools)) + QUIESCE_LIMIT_MS;
    // Who sent a request that is held up has long given up on it: the shop's own work has its time from heal.
    const settled = await this.#until(() => this.#shop.isQuiet(), QUIESCE_LIMIT_MS);
    if (!settled) return this.#notAtRest('heal');

    // Yet such a request may upset what has come to rest: that has its time from the arrival of the last.
    const isQuiet = () => this.#shop.isQuiet() && this.#world.nowMs >= lastArrivalMs(tools);
    do {
      const quiet = await this.#until(isQuiet, Math.max(0, limitMs - this.#world.nowMs));
      if (!quiet) return this.#notAtRest('heal and the last arrival');

      this.#world.note(null, 'phase', 'rest');
      await this.#until(() => false, REST_MS);
      // A write that the majority of the database had not yet may have ended the rest.
    } while (!this.#world.failure && !isQuiet());
    return '';
  }

  #notAtRest(since: string): string {
    return `not at rest ${QUIESCE_LIMIT_MS / 1000} s after ${since}: ${this.#shop.whatIsOpen()}`;
  }

  /** Puts the plan's faults on the heap. The function returned ends those in force and drops those to come. */
  #schedule(tools: Omit<FaultTools, 'strikes'>): () => void {
    const faults = this.#plan.faults.map(
      (planned, number) => new ScheduledFault(number, planned, tools, this.#onFault),
    );
    return () => {
      for (const fault of faults) fault.heal();
    };
  }

  /** Runs until `done`, or for `ms` of virtual time; true if `done`. */
  async #until(done: () => boolean, ms: number): Promise<boolean> {
    if (this.#world.failure) return true;
    let timeUp = false;
    const end = this.#world.after(ms, 'time-up', () => {
      timeUp = true;
    });
    await this.#world.run(() => timeUp || done(), Number.POSITIVE_INFINITY);
    this.#world.cancel(end);
    return this.#world.failure !== null || !timeUp || done();
  }
}
