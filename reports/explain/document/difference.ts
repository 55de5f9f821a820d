/** What is not the same in two documents: field by field, since the order of lines of a text says nothing here. */
import { inline, isNested, keyed, lines } from './notation.ts';

export interface Row {
  sign: ' ' | '+' | '-';
  text: string;
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Null: there was, or is, none. What stayed the same and is long is told in a line. */
export function difference(before: unknown, after: unknown): Row[] {
  if (before === null || before === undefined) return signed('+', lines(after));
  if (after === null || after === undefined) return signed('-', lines(before));
  return compared(before, after, '', '');
}

const signed = (sign: Row['sign'], texts: string[]): Row[] => texts.map((text) => ({ sign, text }));

function compared(before: unknown, after: unknown, indent: string, lead: string): Row[] {
  if (same(before, after)) return signed(' ', unchanged(after, indent, lead));
  const alike = isNested(before) && isNested(after) && Array.isArray(before) === Array.isArray(after);
  if (!alike)
    return [...signed('-', lines(before, indent, lead)), ...signed('+', lines(after, indent, lead))];
  const deeper = `${indent}  `;
  const inner = Array.isArray(before)
    ? ofItems(before, after as unknown[], deeper)
    : ofFields(before as Record<string, unknown>, after as Record<string, unknown>, deeper);
  const [open, close] = Array.isArray(before) ? '[]' : '{}';
  return [{ sign: ' ', text: `${indent}${lead}${open}` }, ...inner, { sign: ' ', text: `${indent}${close}` }];
}

const UNCHANGED_LINES_MOST = 3;

function unchanged(value: unknown, indent: string, lead: string): string[] {
  const all = lines(value, indent, lead);
  return all.length <= UNCHANGED_LINES_MOST ? all : [`${all[0]!} …${Array.isArray(value) ? ']' : '}'}`];
}

function ofFields(before: Record<string, unknown>, after: Record<string, unknown>, indent: string): Row[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const lead = `${keyed(key)}: `;
    if (!(key in after)) return signed('-', lines(before[key], indent, lead));
    if (!(key in before)) return signed('+', lines(after[key], indent, lead));
    return compared(before[key], after[key], indent, lead);
  });
}

/** Items that stayed at the beginning are counted, since a list that grows is what changes most. */
function ofItems(before: unknown[], after: unknown[], indent: string): Row[] {
  let kept = 0;
  while (kept < Math.min(before.length, after.length) && same(before[kept], after[kept])) kept++;
  const rows: Row[] = kept === 0 ? [] : [{ sign: ' ', text: `${indent}… ${kept} the same` }];
  for (let i = kept; i < Math.max(before.length, after.length); i++) {
    if (i >= after.length) rows.push(...signed('-', lines(before[i], indent)));
    else if (i >= before.length) rows.push(...signed('+', lines(after[i], indent)));
    else rows.push(...compared(before[i], after[i], indent, ''));
  }
  return rows;
}

/** `status: 'pending' → 'charged'; rev: 1 → 2`, in one line. */
export function inWords(before: unknown, after: unknown): string {
  if (before === null || before === undefined) return inline(after);
  if (after === null || after === undefined) return `was ${inline(before)}`;
  if (!isNested(before) || !isNested(after)) return `${inline(before)} → ${inline(after)}`;
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !same(was[key], is[key]))
    .map((key) => {
      if (!(key in was)) return `${key}: ${inline(is[key])}`;
      return key in is ? `${key}: ${inline(was[key])} → ${inline(is[key])}` : `${key} gone`;
    })
    .join('; ');
}
