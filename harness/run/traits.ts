/** What can be known of a scenario before it runs: its kinds of request, who is asked, and what it may be set to. */
import type { LiveSpec } from '../scenario/live.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Kinds } from './kinds.ts';
import type { Told } from './result.ts';
import { steadyAt } from './schedule.ts';
import { drawWorkload } from './workload.ts';

export interface Traits {
  /** Those that the scenario tells of. */
  kinds: Kinds;
  /** Names of all: of those, then of the others that it asks. */
  names: readonly string[];
  /** Services that requests go to. */
  asked: readonly string[];
}

export function traitsOf(scenario: Scenario): Traits {
  const live = { prefix: '', after: 0, settings: usualSettings(scenario.live) };
  const drawing = { seed: 1, arrivals: 'constant', clients: 1, live } as const;
  const { requests } = drawWorkload(scenario, steadyAt(scenario.size.usual, 0, 1000), drawing);
  const asked = requests.flatMap(({ follow, ...request }) => (follow ? [request, follow] : [request]));
  const kinds = scenario.live?.kinds ?? {};
  return {
    kinds,
    names: [...new Set([...Object.keys(kinds), ...asked.map(({ kind }) => kind)])],
    asked: [...new Set(asked.map(({ to }) => to))],
  };
}

export const usualSettings = ({ settings = {} }: LiveSpec = {}): Record<string, number> =>
  Object.fromEntries(Object.entries(settings).map(([name, { usual }]) => [name, usual]));

/** The words of a scenario that its results hold. `instances`: of a service; null when it is not known. */
export function toldOf(
  { name, size, services }: Scenario,
  { kinds, names }: Pick<Traits, 'kinds' | 'names'>,
  instances: (service: string) => number | null,
): Told {
  return {
    ...{ name, of: size.of },
    kinds: Object.fromEntries(
      names.map((kind) => [kind, { says: kinds[kind]?.says ?? '', limit: kinds[kind]?.limit ?? kind }]),
    ),
    services: Object.fromEntries(
      Object.entries(services).map(([service, { says = '' }]) => [
        service,
        { says, instances: instances(service) },
      ]),
    ),
  };
}
