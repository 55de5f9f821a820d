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
  const { from, to } = between(text, mark);
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, text.slice(0, from) + table + text.slice(to));
  else expect(text.slice(from, to)).toBe(table);
}

/** Of the table between two marks, the row that begins with the same two cells is this one; there has to be one. */
export function expectRow(mark: string, cells: readonly string[]): void {
  const text = readFileSync(PAGE, 'utf8');
  const { from, to } = between(text, mark);
  const start = `| ${cells.slice(0, 2).join(' | ')} |`;
  const lines = text.slice(from, to).split('\n');
  const at = lines.findIndex((line) => line.startsWith(start));
  expect(at, `a row ${start}`).toBeGreaterThan(0);
  const line = row(cells).trimEnd();
  if (!process.env.UPDATE_DOCS) expect(lines[at]).toBe(line);
  else writeFileSync(PAGE, text.slice(0, from) + lines.with(at, line).join('\n') + text.slice(to));
}

function between(text: string, mark: string): { from: number; to: number } {
  const [begin, end] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
  return { from: text.indexOf(begin) + begin.length, to: text.indexOf(end) };
}
