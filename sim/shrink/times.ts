/** Sooner, closer together, and for less long. */
import { isAtStart, type Plan } from '../plan/plan.ts';

/** Gaps no longer than this stay. */
const GAP_MS = 100;
/** After the last thing that happens, before all is healed. */
const AFTER_MS = 100;

/** Plans in which less time goes by, the least first. */
export function sooner(plan: Plan): Plan[] {
  const moments = momentsOf(plan);
  const gaps = moments
    .map((atMs, i) => ({ atMs, ms: atMs - (moments[i - 1] ?? 0) }))
    .filter(({ ms }) => ms > GAP_MS + 1);
  const all = (to: number) =>
    mapTimes(
      plan,
      (ms) =>
        ms -
        sum(
          gaps.filter(({ atMs }) => atMs <= ms),
          to,
        ),
    );
  return [
    ...(gaps.length > 1 ? [all(GAP_MS)] : []),
    ...gaps.flatMap(({ atMs, ms }) =>
      [GAP_MS, Math.max(GAP_MS, ms / 2)].map((to) => mapTimes(plan, (t) => (t >= atMs ? t - (ms - to) : t))),
    ),
    ...shorter(plan),
    ...startedAsUsual(plan),
  ];
}

/** Where nothing disturbs the start any more, it need not take so long. */
function startedAsUsual({ warmUpMs, ...plan }: Plan): Plan[] {
  return warmUpMs === undefined || plan.faults.some(isAtStart) ? [] : [plan];
}

/** Plans in which all goes on for a part of the time: what was drawn to last longer than usual is as good as usual. */
export const faster = (plan: Plan): Plan[] =>
  [4, 2].map((times) => ({
    ...plan,
    chaosMs: plan.chaosMs / times,
    faults: plan.faults.map((fault) => ({
      ...fault,
      atMs: isAtStart(fault) ? fault.atMs : fault.atMs / times,
      durationMs: Math.round(fault.durationMs / times),
    })),
    requests: plan.requests.map((request) => ({ ...request, atMs: request.atMs / times })),
  }));

/** Plans that are healed sooner, and whose faults last less long. */
function shorter(plan: Plan): Plan[] {
  const lastMs = Math.max(0, ...momentsOf(plan)) + AFTER_MS;
  const lasting = plan.faults.filter(({ durationMs }) => durationMs > 2 * GAP_MS);
  return [
    ...(lastMs < plan.chaosMs ? [{ ...plan, chaosMs: lastMs }] : []),
    ...(plan.chaosMs > 2 * lastMs ? [{ ...plan, chaosMs: Math.round((plan.chaosMs + lastMs) / 2) }] : []),
    ...lasting.flatMap((fault) =>
      [GAP_MS, Math.round(fault.durationMs / 2)].map((durationMs) => ({
        ...plan,
        faults: plan.faults.map((other) => (other === fault ? { ...fault, durationMs } : other)),
      })),
    ),
  ];
}

/** When something begins, in order, once clients are let in. */
const momentsOf = ({ faults, requests }: Plan): number[] =>
  [...new Set([...faults, ...requests].map(({ atMs }) => atMs))]
    .filter((atMs) => atMs >= 0)
    .sort((a, b) => a - b);

const sum = (gaps: readonly { ms: number }[], to: number): number =>
  gaps.reduce((total, { ms }) => total + ms - to, 0);

/** The time between the last thing and the end stays as it is. */
export function mapTimes(plan: Plan, to: (ms: number) => number): Plan {
  const moved = <T extends { atMs: number }>(thing: T): T =>
    isAtStart(thing) ? thing : { ...thing, atMs: to(thing.atMs) };
  const lastMs = Math.max(0, ...momentsOf(plan));
  return {
    ...plan,
    faults: plan.faults.map(moved),
    requests: plan.requests.map(moved),
    chaosMs: Math.max(0, plan.chaosMs - (lastMs - to(lastMs))),
  };
}
