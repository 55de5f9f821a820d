/**
 * Where a scenario is rehearsed: plans of it are run without faults, and what happens is heard as an invariant hears it,
 * and by the trace.
 */
import { docsPage } from '../harness/called.ts';
import type { Answer, Exit, Invariant, LogLine } from '../harness/invariants/index.ts';
import type { ScenarioFile } from '../harness/scenario/load.ts';
import type { PlannedRequest } from '../harness/scenario/request.ts';
import type { Scenario } from '../harness/scenario/scenario.ts';
import { placeIn } from '../harness/scenario/why.ts';
import { drawUnchecked } from '../sim/plan/draw.ts';
import type { Plan } from '../sim/plan/plan.ts';
import type { RunResult } from '../sim/result.ts';
import type { RunOptions, Simulate } from '../sim/run.ts';

/** What was heard in one run. */
export interface Heard {
  answers: Answer[];
  exits: Exit[];
  logs: LogLine[];
  /** The fields that documents had, by `db.coll` of all that changed. */
  written: Map<string, Set<string>>;
  /** Why a process did not come up, by host. */
  notUp: Map<string, string>;
}

const nothing = (): Heard => ({ answers: [], exits: [], logs: [], written: new Map(), notUp: new Map() });

const BETWEEN_MS = 300;
const AFTER_MS = 2000;

export class Stage {
  readonly scenario: Scenario;
  readonly run: Simulate;
  readonly #root: string;
  readonly #ear: { heard: Heard };

  private constructor({ scenario, root }: ScenarioFile, run: Simulate, ear: { heard: Heard }) {
    this.scenario = scenario;
    this.#root = root;
    this.run = run;
    this.#ear = ear;
  }

  static async of(
    file: ScenarioFile,
    simulator: (of: Pick<ScenarioFile, 'scenario' | 'root'>) => Promise<Simulate>,
  ): Promise<Stage> {
    const ear = { heard: nothing() };
    const { scenario, root } = file;
    const invariants = [...scenario.invariants, listener(ear)];
    return new Stage(file, await simulator({ scenario: { ...scenario, invariants }, root }), ear);
  }

  async play(plan: Plan, options: RunOptions = {}): Promise<{ result: RunResult; heard: Heard }> {
    const heard = nothing();
    this.#ear.heard = heard;
    const result = await this.run(plan, {
      ...options,
      onTrace({ host, kind, detail }) {
        if (kind === 'not-up' || kind === 'uncaught') heard.notUp.set(host, detail);
      },
    });
    return { result, heard };
  }

  /** A plan with one instance of each of these services, and these of its requests one after the other. */
  plan(
    services: readonly string[],
    plan: Plan = drawUnchecked(this.scenario, 1, { faults: [], swarm: false }),
    requests: readonly PlannedRequest[] = [],
  ): Plan {
    const instances = Object.fromEntries(
      Object.keys(plan.topology.instances).map((name) => [name, services.includes(name) ? 1 : 0]),
    );
    return {
      ...plan,
      topology: { clients: 1, instances, members: 1 },
      requests: requests.map((request, i) => ({ ...request, client: 0, atMs: i * BETWEEN_MS })),
      chaosMs: requests.length * BETWEEN_MS + AFTER_MS,
    };
  }

  /** The line of the project that a stack leads to. */
  placeIn(stack: string): string {
    const place = placeIn(stack, this.#root);
    if (place !== undefined) return `at ${place}`;
    return `see ${docsPage('processes.md')} for what a process can do`;
  }
}

/** The first line of what an error says, without its class. */
export const firstLine = (text: string): string => text.split('\n')[0]!.replace(/^\w*Error: /, '');

/** The last lines that an instance wrote. */
export function lastWords({ logs }: Heard, host: string): string | undefined {
  const lines = logs.filter(({ process }) => process === host).map(({ line }) => line);
  return lines.length === 0 ? undefined : `it wrote: ${lines.slice(-3).join(' | ').slice(0, 300)}`;
}

/** Hears all that an invariant may hear, and finds nothing wrong. */
const listener = (ear: { heard: Heard }): Invariant => ({
  name: 'rehearsal',
  says: 'Nothing.',
  create: () => ({
    onAnswer(answer) {
      ear.heard.answers.push(answer);
      return [];
    },
    onExit(exit) {
      ear.heard.exits.push(exit);
      return [];
    },
    onLog(log) {
      ear.heard.logs.push(log);
      return [];
    },
    onChange({ db, coll, before, after }) {
      const name = `${db}.${coll}`;
      const fields = ear.heard.written.get(name) ?? new Set();
      ear.heard.written.set(name, fields);
      for (const field of Object.keys({ ...before, ...after })) fields.add(field);
      return [];
    },
  }),
});
