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

/** What all rules together say of a segment, and the fault whose rule it was; of several the last that made it so. */
export interface Judgement {
  verdict: Verdict;
  /** The number of the fault in the plan; null: no fault's. */
  fault: number | null;
}

/** Verdicts of several rules combine: reset beats hold, delays add up. `rules`: each with the fault that imposed it. */
export function judge(rules: Iterable<[Rule, number | null]>, segment: Segment): Judgement | undefined {
  let delay: { us: number; hangUp: boolean; fault: number | null } | undefined;
  let hold: Judgement | undefined;
  for (const [rule, fault] of rules) {
    const verdict = rule(segment);
    if (!verdict) continue;
    if (verdict.kind === 'reset') return { verdict, fault };
    if (verdict.kind === 'hold') hold = { verdict, fault };
    else
      delay = { us: (delay?.us ?? 0) + verdict.us, hangUp: delay?.hangUp || verdict.hangUp === true, fault };
  }
  if (hold || !delay) return hold;
  const { us, hangUp, fault } = delay;
  if (hangUp) return { verdict: { kind: 'delay', us, hangUp }, fault };
  return us > 0 ? { verdict: { kind: 'delay', us }, fault } : undefined;
}
