/** What is remembered of each night: one JSON line, appended. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../harness/folder.ts';
import type { Night } from '../../reports/trend/night.ts';

export function remember(file: string, night: Night): void {
  makeFolder(path.dirname(file));
  appendFileSync(file, `${JSON.stringify(night)}\n`);
}

/** All nights, the oldest first. A line that was cut off (a full disk, a crash) is left out. */
export function nightsIn(file: string): Night[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Night];
      } catch {
        return [];
      }
    });
}
