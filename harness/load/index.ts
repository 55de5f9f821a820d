/**
 * The driver of load: an open model on autocannon, and what it records.
 *
 * In an open model requests come when they come, as customers do, and latency counts from when a request was due.
 * A driver that waits for an answer before it sends on (the closed model) measures a stalling server as a fast
 * one: that is *coordinated omission*. autocannon is closed by design, so its clients are taken over one by one.
 *
 * | read                  | for                                                                   |
 * |-----------------------|-----------------------------------------------------------------------|
 * | `request.ts`          | a request and its outcome as data: start here                          |
 * | `driver.ts`           | sends what is due; nothing scheduled is lost                           |
 * | `persistence.ts`      | what is asked again, and what is followed                             |
 * | `fleet.ts`, `line.ts` | autocannon's runs and clients; the one place that knows its insides    |
 * | `recorder.ts`         | distributions (`../latencies.ts`) and counts that merge exactly        |
 * | `crew.ts`, `worker.ts`| the driver in threads of its own; `deal.ts`: which of them sends what   |
 * | `stall.ts`            | a server of which the true percentiles are known: the test of a driver |
 */
export { type LoadEnd, type LoadOptions, load } from './crew.ts';
export { Recorder, type Recording } from './recorder.ts';
export type { Failure, Followed, Outcome, Sent, TimedRequest } from './request.ts';
