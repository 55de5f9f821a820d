/** Where a history is left for another future, as a person writes it: `2310ms:4`, the fourth other future from +2.310s on. */
import { InvalidArgumentError } from 'commander';
import type { Branch } from '../plan/plan.ts';

export function branchAt(text: string): Branch {
  const [, at, unit, salt] = /^(-?\d+(?:\.\d+)?)(ms|s):(\d{1,9})$/.exec(text) ?? [];
  if (salt === undefined)
    throw new InvalidArgumentError('expected a moment and which future, such as 2310ms:4 or 2.31s:4.');
  return { atMs: Number(at) * (unit === 's' ? 1000 : 1), salt: Number(salt) };
}

/** The flag's value for a branch. */
export const inFlag = ({ atMs, salt }: Pick<Branch, 'atMs' | 'salt'>): string => `${atMs}ms:${salt}`;
