/**
 * Tells, from one look to the next, whether what is asked is borne: the driver is in time, what is under way stays as much as
 * it must be, and little fails.
 *
 * How long something takes is judged by how much of it is under way (Little's law: so much as comes in that time), and
 * not by what has ended: of a pile that grows, the ends come late.
 */

/** What is seen at one moment. */
export interface Reading {
  ratePerS: number;
  /** Requests that come with each unit of the rate. */
  requestsPerUnit: number;
  openRequests: number;
  /** Of each flow, always in this order, how many have begun and not ended. */
  flows: readonly { what: string; until: string; open: number }[];
  /** Of the requests that ended since the last reading. */
  ended: number;
  failed: number;
  /** How late the driver was with nearly all of them. */
  lagMs: number;
}

/** A request may take so long, and what flows to its end so long: by far more than they do in peace. */
const REQUEST_S = 0.3;
const FLOW_S = 1;
/** Where a flow is slow by nature, as in a stack that runs elsewhere, it may take so much more than at best. */
const SLOWER_BY = 3;
/** Under way by chance, however few come. */
const BY_CHANCE = 4;
const FAILED_SHARE = 0.05;
/** Of what the whole run may be late. */
const LAG_SHARE = 0.5;
/** One bad look, twice a second, may be the machine's; so many on end are not. */
const BAD_ON_END = 3;
/** Of what was asked in the last good looks, the end was not seen. */
const UNPROVEN = 2;

export class Gauge {
  readonly #maxSendLagMs: number;
  #bad = 0;
  readonly #sound: number[] = [];
  /** Of each flow: two may be of the same things. */
  readonly #leastS: number[] = [];
  /** What became too much, in words. */
  limitedBy: string | null = null;

  constructor(maxSendLagMs: number) {
    this.#maxSendLagMs = maxSendLagMs;
  }

  read(reading: Reading): void {
    const why = this.#tooMuch(reading);
    this.#bad = why === null ? 0 : this.#bad + 1;
    if (why === null) this.#sound.push(reading.ratePerS);
    else if (this.#bad === BAD_ON_END) this.limitedBy ??= why;
  }

  /** The highest rate known to be borne; null when none was. */
  get soundPerS(): number | null {
    const known = this.limitedBy === null && this.#bad === 0 ? this.#sound : this.#sound.slice(0, -UNPROVEN);
    if (known.length === 0) return null;
    const most = Math.max(...known);
    return most < 10 ? Math.floor(most * 10) / 10 : Math.floor(most);
  }

  #tooMuch(now: Reading): string | null {
    const { ratePerS, requestsPerUnit, openRequests, flows, ended, failed, lagMs } = now;
    const takesS = (open: number, perS: number) => Math.max(0, open - BY_CHANCE) / perS;
    for (const [i, { open }] of flows.entries())
      this.#leastS[i] = Math.min(this.#leastS[i] ?? Number.POSITIVE_INFINITY, open / ratePerS);
    if (lagMs > this.#maxSendLagMs * LAG_SHARE) return `the driver was ${lagMs.toFixed(0)} ms late`;
    if (failed > ended * FAILED_SHARE) return `${failed} of ${ended} requests failed`;
    const requestS = takesS(openRequests, ratePerS * requestsPerUnit);
    if (requestS > REQUEST_S) return `requests took ${requestS.toFixed(1)} s`;
    for (const [i, { what, until, open }] of flows.entries()) {
      const s = takesS(open, ratePerS);
      if (s > Math.max(FLOW_S, SLOWER_BY * this.#leastS[i]!))
        return `${what} took ${s.toFixed(1)} s ${until}`;
    }
    return null;
  }
}
