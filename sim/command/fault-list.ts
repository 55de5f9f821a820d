/** Kinds of fault, as a person lists them: `none`, `all`, or `crash,pause`. */
import { InvalidArgumentError } from 'commander';
import type { FaultKind } from '../faults/index.ts';

export function faultList(text: string, allFaults: readonly FaultKind[]): FaultKind[] {
  if (text === 'all') return [...allFaults];
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    const kind = allFaults.find((f) => f.kind === name.trim());
    if (!kind) {
      const known = allFaults.map((f) => f.kind).join(', ');
      throw new InvalidArgumentError(`there is no fault '${name}'. There are: none, all, ${known}.`);
    }
    return kind;
  });
}
