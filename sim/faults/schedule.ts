/** A planned fault on the heap: it begins and ends in its time, or at heal, and says so in the trace and to stories. */
import type { FaultMoment } from '../../harness/invariants/index.ts';
import type { Network } from '../network/network.ts';
import { canonicalJson } from '../plan/canonical.ts';
import type { PlannedFault } from '../plan/plan.ts';
import type { SimEvent } from '../world/heap.ts';
import type { FaultKind, FaultTools } from './fault.ts';

/** What it makes a fault's tools of: those know which fault it is. */
export type WorldTools = Omit<FaultTools, 'strikes' | 'network'> & { network: Network };

export class ScheduledFault {
  readonly #number: number;
  readonly #planned: PlannedFault;
  readonly #kind: FaultKind;
  readonly #tools: FaultTools;
  readonly #onMoment: (moment: FaultMoment) => void;
  /** What is to come: its begin, then its end. */
  #next: SimEvent;
  #end: (() => void) | undefined;

  constructor(
    number: number,
    planned: PlannedFault,
    kind: FaultKind,
    tools: WorldTools,
    onMoment: (moment: FaultMoment) => void,
  ) {
    this.#number = number;
    this.#planned = planned;
    this.#kind = kind;
    const { world, network } = tools;
    this.#tools = {
      ...tools,
      network: { impose: (rule) => network.impose(rule, number) },
      strikes: (whom) => {
        world.note(null, 'fault-strikes', `${planned.kind} ${whom}`);
        this.#tell('strikes', whom);
      },
    };
    this.#onMoment = onMoment;
    this.#next = world.at(Math.round(planned.atMs * 1000), null, 'fault', this.#inFull, () => this.#begin());
  }

  /** Ends it if it is in force; if it has not begun, it never will. */
  heal(): void {
    this.#tools.world.cancel(this.#next);
    if (!this.#end) return;
    this.#tools.world.note(null, 'fault-end', this.#inFull);
    this.#finish();
  }

  get #inFull(): string {
    return `${this.#planned.kind} ${canonicalJson(this.#planned.params)}`;
  }

  #begin(): void {
    const { params, durationMs } = this.#planned;
    const { describe, inject } = this.#kind;
    const { world } = this.#tools;
    this.#tell('begins', describe(params));
    this.#end = inject(params, this.#tools);
    if (durationMs === 0) this.#finish();
    else this.#next = world.after(durationMs, 'fault-end', () => this.#finish(), this.#inFull);
  }

  #finish(): void {
    this.#end!();
    this.#end = undefined;
    this.#tell('ends', this.#kind.describe(this.#planned.params));
  }

  #tell(what: FaultMoment['what'], words: string): void {
    const { world } = this.#tools;
    this.#onMoment({ fault: this.#number, kind: this.#planned.kind, atMs: world.nowMs, what, words });
  }
}
