/** Weaker, and rounder: numbers that a person can keep in mind. */
import type { Plan, PlannedFault } from '../plan/plan.ts';
import { mapTimes } from './times.ts';

/** Plans in which messages take less time, and more alike. */
export function calmer(plan: Plan): Plan[] {
  const { network } = plan;
  const calm = [
    { latencyUs: 500, jitterUs: 0 },
    { ...network, jitterUs: 0 },
  ];
  return calm
    .filter(({ latencyUs, jitterUs }) => latencyUs < network.latencyUs || jitterUs < network.jitterUs)
    .map((network) => ({ ...plan, network }));
}

/** Plans whose faults and network are weaker. */
export function weaker(plan: Plan): Plan[] {
  return [
    ...calmer(plan),
    ...plan.faults.flatMap((fault) =>
      numbersOf(fault.params)
        .filter(([, value]) => Math.abs(value) > 1)
        .map(([name, value]) =>
          withParam(plan, fault, name, Number.isInteger(value) ? Math.trunc(value / 2) : value / 2),
        ),
    ),
  ];
}

/** Plans with fewer digits: all of them rounded, then one kind of number after the other. */
export function rounder(plan: Plan): Plan[] {
  const times = (plan: Plan) => {
    const rounded = mapTimes(plan, (ms) => roundTo(ms, 10));
    return { ...rounded, chaosMs: roundTo(rounded.chaosMs, 10) };
  };
  const network = (plan: Plan) => ({
    ...plan,
    network: { latencyUs: short(plan.network.latencyUs), jitterUs: short(plan.network.jitterUs) },
  });
  const durations = (plan: Plan) => ({
    ...plan,
    faults: plan.faults.map((fault) => ({ ...fault, durationMs: short(fault.durationMs) })),
  });
  const params = (plan: Plan) => ({
    ...plan,
    faults: plan.faults.map((fault) => ({
      ...fault,
      params: Object.fromEntries(
        Object.entries(fault.params).map(([name, value]) => [
          name,
          typeof value === 'number' ? short(value) : value,
        ]),
      ),
    })),
  });
  const ways = [times, network, durations, params];
  return [ways.reduce((rounded, way) => way(rounded), plan), ...ways.map((way) => way(plan))].filter(
    (rounded) => JSON.stringify(rounded) !== JSON.stringify(plan),
  );
}

const numbersOf = (params: Record<string, unknown>): [string, number][] =>
  Object.entries(params).filter((entry): entry is [string, number] => typeof entry[1] === 'number');

function withParam(plan: Plan, fault: PlannedFault, name: string, value: number): Plan {
  const changed = { ...fault, params: { ...fault.params, [name]: value } };
  return { ...plan, faults: plan.faults.map((other) => (other === fault ? changed : other)) };
}

const roundTo = (value: number, unit: number): number => Math.round(value / unit) * unit;

/** Two digits that count. */
const short = (value: number): number => Number(value.toPrecision(2));
