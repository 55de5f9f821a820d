/**
 * A workload in a few lines: some kinds of request, each as often as its weight says, spread over a few seconds and over
 * all clients. For more than that a scenario draws its own.
 */
import type fc from 'fast-check';
import seedrandom from 'seedrandom';
import { knownKeys } from '../known-keys.ts';
import { checkKeys, type Request } from '../scenario/request.ts';
import type { Workload, WorkloadAsked } from '../scenario/scenario.ts';
import { inOrder, sending, sent, span } from './sending.ts';

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
        durationMs: span(choice, swarm),
        drawn: choice.array(
          choice.record({
            ...sending(choice, clients),
            kind,
            salt: choice.nat(),
          }),
          { minLength: size, maxLength: size },
        ),
      })
      .map(({ durationMs, drawn }) => {
        const requests = drawn.map(({ kind: [name, { ask }], salt, ...when }, i) => {
          const random = seedrandom(String(salt));
          const n = first + i;
          const asked = ask(n, (below) => Math.floor(random() * below));
          checkKeys(asked);
          return sent({ key: String(n), ...asked, kind: name }, when, durationMs);
        });
        return { requests: inOrder(requests), data: {}, durationMs };
      });
  };
}
