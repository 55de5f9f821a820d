/** What was sent and what chaos did, as it came: in parts, each with names of its own and a clock of its own. */
import type { PlannedRequest } from '../scenario/request.ts';
import type { Data } from '../scenario/scenario.ts';
import type { ChaosEvent } from '../stack/chaos.ts';

export interface SentPart {
  data: Data;
  /** As they were answered; `atMs` is when each went out for the first time, on the run's clock. */
  requests: { request: PlannedRequest; atMs: number }[];
  /** By when each struck; `atMs` is that, on the same clock. */
  chaos: ChaosEvent[];
}

export class SentLog {
  readonly parts: SentPart[] = [];

  /** What comes now is sent for this data. */
  begin(data: Data): void {
    this.parts.push({ data, requests: [], chaos: [] });
  }

  onSent(request: PlannedRequest, atMs: number): void {
    this.parts.at(-1)!.requests.push({ request, atMs });
  }

  onStruck(event: ChaosEvent, atMs: number): void {
    this.parts.at(-1)!.chaos.push({ ...event, atMs });
  }
}
