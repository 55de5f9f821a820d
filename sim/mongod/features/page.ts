/** The tables of `docs/mongodb.md`, which tests make. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

const PAGE = new URL('../../../docs/mongodb.md', import.meta.url);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** What stands between two marks of the page is this table; with `UPDATE_DOCS=1` it is written there. */
export function expectMade(
  mark: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const table = `\n${[head, head.map(() => '---'), ...rows].map(row).join('')}\n`;
  const text = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, text.slice(0, from) + table + text.slice(to));
  else expect(text.slice(from, to)).toBe(table);
}
