/** Writes what was found out of a failed run as a page. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Explanation } from '../../../harness/explanation/index.ts';
import { makeFolder } from '../../../harness/folder.ts';

/** It lies beside its plan. */
export const pageOf = (planFile: string): string => `${planFile.replace(/\.json$/, '')}.html`;

/** Makes the folder if need be. */
export async function writePage(file: string, explanation: Explanation): Promise<void> {
  // Most runs fail of nothing, and need not load it.
  const { renderExplanation } = await import('../../../reports/explain/report.ts');
  makeFolder(path.dirname(file));
  writeFileSync(file, renderExplanation(explanation));
}
