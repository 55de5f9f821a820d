/**
 * A workload in a few lines: some kinds of request, each as often as its weight says, spread over a few seconds and over
 * all clients. For more than that a scenario draws its own.
 */
import type fc from 'fast-check';
import seedrandom from 'seedrandom';
import { knownKeys } from '../known-keys.ts';
import { checkKeys, type Request } from '../scenario/request.ts';
import type { Workload, WorkloadAsked } from '../scenario/scenario.ts';

/** A request but for its kind, which is its name in the mix, and its key: by default its number. */
export type MixedRequest = Omit<Request, 'kind' | 'key'> & { key?: string };

export interface Ingredient {
  /** How often it is asked, beside the others; by default 1. */
  weight?: number;
  /**
   * The request with number `n`, which no other request of the run has, from 1. `pick(k)` draws a whole number from 0 to
   * k - 1, the same each time the plan is drawn.
   */
  ask(n: number, pick: (below: number) => number): MixedRequest;
}

const USUAL_MS = 4000;
const LEAST_MS = 500;
const MOST_MS = 8000;

/** As many requests as the scenario's size. The names of the kinds are those that invariants go by. */
export function mix(
  kinds: Readonly<Record<string, Ingredient>>,
): (choice: typeof fc, asked: WorkloadAsked) => fc.Arbitrary<Workload> {
  const entries = Object.entries(kinds);
  if (entries.length === 0) throw new Error('a mix needs at least one kind of request');
  for (const [name, ingredient] of entries) knownKeys(`${name} of a mix`, ingredient, ['weight', 'ask']);
  return (choice, { clients, size, swarm, live }) => {
    const first = (live?.after ?? 0) + 1;
    const kind = choice.oneof(
      ...entries.map((entry) => ({ weight: entry[1].weight ?? 1, arbitrary: choice.constant(entry) })),
    );
    return choice
      .record({
        durationMs: swarm ? choice.integer({ min: LEAST_MS, max: MOST_MS }) : choice.constant(USUAL_MS),
        drawn: choice.array(
          choice.record({
            perMille: choice.nat(999),
            client: choice.nat(clients - 1),
            kind,
            salt: choice.nat(),
          }),
          { minLength: size, maxLength: size },
        ),
      })
      .map(({ durationMs, drawn }) => {
        const requests = drawn
          .map(({ perMille, client, kind: [name, { ask }], salt }, i) => {
            const random = seedrandom(String(salt));
            const n = first + i;
            const asked = ask(n, (below) => Math.floor(random() * below));
            checkKeys(asked);
            const atMs = Math.floor((perMille * durationMs) / 1000);
            return { key: String(n), ...asked, kind: name, atMs, client };
          })
          .sort((a, b) => a.atMs - b.atMs);
        return { requests, data: {}, durationMs };
      });
  };
}
