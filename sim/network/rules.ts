/** A network fault is a small verdict on each segment: pass, later, never for now, or cut the connection. */
import type { Host } from '../world/host.ts';

export interface Segment {
  from: Host;
  to: Host;
  kind: 'syn' | 'synack' | 'data' | 'fin' | 'rst';
  /** True from the side that accepted the connection: a server's answers. */
  fromServer: boolean;
  /** Port of the server's side: tells database traffic from HTTP. */
  port: number;
  lengthBytes: number;
}

export type Verdict =
  /**
   * Arrives this much later than it would have: jitter, or a loss that TCP mends by sending again. With `hangUp` the
   * sender sees its connection reset at once, as by a proxy that gives up on what it has passed on.
   */
  | { kind: 'delay'; us: number; hangUp?: true }
  /** Does not arrive while the rule stands; what was held is sent again when it goes. */
  | { kind: 'hold' }
  /** Both ends see the connection reset; what was on its way is lost. */
  | { kind: 'reset' };

/** Undefined lets the segment pass. */
export type Rule = (segment: Segment) => Verdict | undefined;

/** A rule in force, and the number of the fault in the plan that imposed it; null: no fault's. */
export interface Imposed {
  rule: Rule;
  fault: number | null;
}

/** What all rules together say of a segment, and the fault whose rule it was; of several the last that made it so. */
export interface Judgement {
  verdict: Verdict;
  fault: Imposed['fault'];
}

/** Verdicts of several rules combine: reset beats hold, delays add up. */
export function judge(rules: Iterable<Imposed>, segment: Segment): Judgement | undefined {
  let delayUs = 0;
  let hangUp = false;
  let delays: Imposed | undefined;
  let holds: Imposed | undefined;
  for (const imposed of rules) {
    const verdict = imposed.rule(segment);
    if (!verdict) continue;
    if (verdict.kind === 'reset') return { verdict, fault: imposed.fault };
    if (verdict.kind === 'hold') holds = imposed;
    else {
      delays = imposed;
      delayUs += verdict.us;
      hangUp ||= verdict.hangUp === true;
    }
  }
  if (holds) return { verdict: { kind: 'hold' }, fault: holds.fault };
  if (!delays || (delayUs <= 0 && !hangUp)) return undefined;
  return { verdict: { kind: 'delay', us: delayUs, ...(hangUp && { hangUp }) }, fault: delays.fault };
}
