/** Whether a test is meant for a server like the one at hand, and what keeps it from being so. */
import type { Requirement } from './format.ts';

export interface Deployment {
  /** As `buildInfo` says it. */
  version: string;
  topology: 'replicaset';
  members: number;
}

/** Undefined: it is. A list of requirements asks for any one of them; the reason is that of the one that is nearest. */
export function whyNotFor(
  requirements: readonly Requirement[] | undefined,
  server: Deployment,
): string | undefined {
  if (requirements === undefined) return undefined;
  const unmet = requirements.map((r) => CHECKS.findIndex((check) => check.fails(r, server)));
  return unmet.includes(-1) ? undefined : CHECKS[Math.max(...unmet)]!.reason;
}

interface Check {
  reason: string;
  fails(requirement: Requirement, server: Deployment): boolean;
}

/** From what is farthest from being met to what is nearest. */
const CHECKS: readonly Check[] = [
  {
    reason: 'of sharded clusters or single servers',
    fails: (r, s) => r.topologies?.includes(s.topology) === false,
  },
  { reason: 'of serverless instances', fails: (r) => r.serverless === 'require' },
  { reason: 'of client-side encryption', fails: (r) => r.csfle !== undefined && r.csfle !== false },
  { reason: 'of servers that ask who one is', fails: (r) => r.auth === true },
  {
    reason: 'of a newer server',
    fails: (r, s) => r.minServerVersion !== undefined && compareVersions(s.version, r.minServerVersion) < 0,
  },
  {
    reason: 'of an older server',
    fails: (r, s) => r.maxServerVersion !== undefined && compareVersions(s.version, r.maxServerVersion) > 0,
  },
];

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
