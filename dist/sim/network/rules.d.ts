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
{
    kind: 'delay';
    us: number;
    hangUp?: true;
}
/** Does not arrive while the rule stands; what was held is sent again when it goes. */
 | {
    kind: 'hold';
}
/** Both ends see the connection reset; what was on its way is lost. */
 | {
    kind: 'reset';
};
/** Undefined lets the segment pass. Verdicts of several rules combine: reset beats hold, delays add up. */
export type Rule = (segment: Segment) => Verdict | undefined;
export declare function judge(rules: Iterable<Rule>, segment: Segment): Verdict | undefined;
