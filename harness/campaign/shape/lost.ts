/** What was taken back may be missed in many ways, by many rules: what it is of is who relied on it, and how. */
import { lostWrites } from '../../explanation/index.ts';
import type { Evidence } from './evidence.ts';

export function lostShape(evidence: Evidence): string[] | undefined {
  const { run, violation } = evidence;
  const [lost] = lostWrites(run).filter(
    ({ write }) => write.sentMs <= violation.atMs && evidence.isAbout(write),
  );
  return lost && ['told to be done, and not kept', evidence.deed(lost.asked)];
}
