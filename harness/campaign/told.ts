/** A group of failures in words: the same on the terminal, on pages and for CI. */
import path from 'node:path';
import { commandLine } from '../called.ts';
import type { Shrinkage } from '../explanation/index.ts';
import { duration, plural } from '../words.ts';
import type { CampaignHead } from './result.ts';
import type { Group, Shrunk } from './triage.ts';

/** `one-charge, order 8f3a2c1d0e`. */
export function titleOf({ what, about, fingerprint }: Group): string {
  const kind = about === '' ? what : `${what}, ${about}`;
  return fingerprint === null ? kind : `${kind} ${fingerprint}`;
}

/** What broke, in one line. */
export function messageOf({ least, shortest: { row } }: Group): string {
  return least?.row.sentence ?? (row.failure?.message ?? row.verdict).split('\n')[0]!;
}

/** `12 seeds, 11 of them not shrunk`. */
export function seedsOf({ seeds, notShrunk, least }: Group): string {
  if (least === null) return `${plural(seeds, 'seed')}, not shrunk`;
  const rest = notShrunk === 0 ? '' : `, ${notShrunk.toLocaleString('en-US')} of them not shrunk`;
  return plural(seeds, 'seed') + rest;
}

/** `94 faults → 1, 155 requests → 3, 5 instances fewer, 13 s → 1.6 s`: what became less. */
export function changeIn({ faults, requests, hosts, ms }: Change): string {
  const fewer = hosts[0] - hosts[1];
  return [
    `${plural(faults[0], 'fault')} → ${faults[1]}`,
    `${plural(requests[0], 'request')} → ${requests[1]}`,
    ...(fewer > 0 ? [`${plural(fewer, 'instance')} fewer`] : []),
    ...(ms ? [ms.map(duration).join(' → ')] : []),
  ].join(', ');
}

/** While it is being shrunk, nobody looks for when it fails. */
type Change = Pick<Shrinkage, 'faults' | 'requests' | 'hosts'> & Partial<Pick<Shrinkage, 'ms'>>;

/** The command that shows the least of it. */
export function replayOf({ least, shortest: { row, head } }: Group): string {
  const flags = least
    ? [...scenarioOf(least.head), '--plan', pathOf(least, least.row.plan)]
    : ['--seed', row.seed, ...head.drawnBy];
  return [commandLine('sim'), ...flags].join(' ');
}

/** A path that results say, from here. */
export const pathOf = ({ file }: Pick<Shrunk, 'file'>, named: string): string =>
  path.relative('.', path.resolve(path.dirname(file), named));

function scenarioOf({ drawnBy }: CampaignHead): string[] {
  const at = drawnBy.indexOf('--scenario');
  return at < 0 ? [] : drawnBy.slice(at, at + 2);
}
