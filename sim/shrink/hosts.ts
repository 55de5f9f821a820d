/** Fewer hosts, and the same one rather than two. */
import { everyHost } from '../faults/choose.ts';
import type { Plan, Topology } from '../plan/plan.ts';
import { hostsOf } from '../system/hosts.ts';

/** Plans with fewer hosts, the fewest first: what struck one that is gone strikes another of its kind. */
export function fewerHosts(plan: Plan): Plan[] {
  const { instances } = plan.topology;
  const least = {
    clients: 1,
    members: 1,
    instances: Object.fromEntries(Object.keys(instances).map((s) => [s, 1])),
  };
  // Mostly it takes more than one of one kind at most.
  const butOne = [
    { ...least, clients: plan.topology.clients },
    { ...least, members: plan.topology.members },
    ...Object.entries(instances).map(([service, count]) => ({
      ...least,
      instances: { ...least.instances, [service]: count },
    })),
  ];
  const topologies = [least, ...butOne, ...fewerOfOneKind(plan.topology, (count) => [1, count - 1])];
  const known = new Set<string>();
  return topologies
    .filter((topology) => countOf(topology) < countOf(plan.topology))
    .filter((topology) => !known.has(JSON.stringify(topology)) && known.add(JSON.stringify(topology)))
    .map((topology) => within(plan, topology));
}

/** Plans with one host less, of each kind that has more than one. */
export const oneHostLess = (plan: Plan): Plan[] =>
  fewerOfOneKind(plan.topology, (count) => [count - 1]).map((topology) => within(plan, topology));

function fewerOfOneKind(topology: Topology, counts: (count: number) => number[]): Topology[] {
  const { clients, instances, members } = topology;
  const fewer = (count: number) => [...new Set(counts(count))].filter((n) => n >= 1 && n < count);
  return [
    ...Object.entries(instances).flatMap(([service, count]) =>
      fewer(count).map((n) => ({ ...topology, instances: { ...instances, [service]: n } })),
    ),
    ...fewer(clients).map((n) => ({ ...topology, clients: n })),
    // Of two members none may be lost, of four no more than of three.
    ...fewer(members).map((n) => ({ ...topology, members: n % 2 === 1 ? n : n - 1 })),
  ];
}

/** Plans in which all that strikes instances of a service strikes the first of them. */
export function sameHosts(plan: Plan): Plan[] {
  const { byService, databases } = hostsOf(plan.topology);
  return [...byService.values(), databases]
    .filter((hosts) => hosts.length > 1)
    .map((hosts) => struck(plan, (name) => (hosts.includes(name) ? hosts[0]! : name)));
}

export const countOf = ({ clients, instances, members }: Topology): number =>
  clients + members + Object.values(instances).reduce((sum, n) => sum + n, 0);

function within(plan: Plan, topology: Topology): Plan {
  const there = new Set(everyHost(hostsOf(topology)));
  const nearest = (name: string): string => {
    const [, service, number] = /^(.+)-(\d+)$/.exec(name)!;
    const count = Number(
      [...there].findLast((host) => host.startsWith(`${service}-`))!.slice(service!.length + 1),
    );
    return `${service}-${Math.min(Number(number), count)}`;
  };
  return {
    ...struck(plan, (name) => (there.has(name) ? name : nearest(name))),
    topology,
    requests: plan.requests.map((request) => ({
      ...request,
      client: Math.min(request.client, topology.clients - 1),
    })),
  };
}

/** The plan with the hosts that its faults strike by other names. */
function struck(plan: Plan, rename: (name: string) => string): Plan {
  const known = new Set(everyHost(hostsOf(plan.topology)));
  const renamed = (value: unknown): unknown => {
    if (typeof value === 'string') return known.has(value) ? rename(value) : value;
    return Array.isArray(value) ? [...new Set(value.map(renamed))] : value;
  };
  return {
    ...plan,
    faults: plan.faults.map((fault) => ({
      ...fault,
      params: Object.fromEntries(Object.entries(fault.params).map(([name, value]) => [name, renamed(value)])),
    })),
  };
}
