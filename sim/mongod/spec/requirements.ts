/** Whether a test is meant for a server like the one at hand. */
import type { Requirement } from './format.ts';

export interface Deployment {
  /** As `buildInfo` says it. */
  version: string;
  topology: 'replicaset';
}

/** A list of requirements asks for any one of them. */
export function applies(requirements: readonly Requirement[] | undefined, server: Deployment): boolean {
  return requirements === undefined || requirements.some((r) => met(r, server));
}

function met(requirement: Requirement, server: Deployment): boolean {
  const { minServerVersion, maxServerVersion, topologies, auth, serverless } = requirement;
  if (minServerVersion && compareVersions(server.version, minServerVersion) < 0) return false;
  if (maxServerVersion && compareVersions(server.version, maxServerVersion) > 0) return false;
  if (topologies && !topologies.includes(server.topology)) return false;
  return auth !== true && serverless !== 'require';
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
