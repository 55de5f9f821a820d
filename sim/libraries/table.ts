/** What was measured, as the table in `docs/libraries.md`. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Measured } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const DOC = path.join(ROOT, 'docs/libraries.md');
const MARKERS = /(<!-- libraries -->\n)[\s\S]*?(<!-- \/libraries -->)/;

const HEAD = ['library', 'version', 'result', 'twice in one process', 'in a fresh one', 'after other seeds'];

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const same = (is: boolean): string => (is ? 'same' : '**differs**');

export function tableOf(all: readonly Measured[]): string {
  const rows = all.map(({ library, outcome, same: { again, inFreshProcess, afterOtherSeeds } }) =>
    row([
      library.name,
      library.packages?.map(versionOf).join(', ') ?? 'Node',
      resultOf(outcome),
      ...[again, inFreshProcess, afterOtherSeeds].map(same),
    ]),
  );
  return `${[row(HEAD), row(HEAD.map(() => '---')), ...rows].join('\n')}\n`;
}

function resultOf({ refused, failed }: Measured['outcome']): string {
  if (failed) return `**fails**: ${failed.split('\n')[0]}`;
  if (!refused) return 'works';
  const [what] = refused.split('\n');
  const line = refused.match(/\/libraries\/entries\/([\w.-]+:\d+)/)?.[1] ?? 'no line';
  return `refused: ${shown(what!)} (${line})`;
}

/** Without what is of this machine. */
const shown = (message: string): string =>
  message
    .replace(/^Error: /, '')
    .replace(/, for [^\s,]+/, '')
    .replaceAll(/\S*\/node_modules\//g, '');

function versionOf(name: string): string {
  const folders = [import.meta.dirname, ROOT].map((folder) => path.join(folder, 'node_modules', name));
  const folder = folders.find((each) => existsSync(each))!;
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
}

/** The page as it is, and as it would be with this table. */
export function pageWith(table: string): { is: string; shouldBe: string } {
  const is = readFileSync(DOC, 'utf8');
  return { is, shouldBe: is.replace(MARKERS, (_all, begin, end) => `${begin}\n${table}\n${end}`) };
}
