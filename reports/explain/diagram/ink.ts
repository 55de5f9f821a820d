/** What every part of the picture is drawn with. */

/** Tenths of a pixel are as fine as can be seen. */
export const n = (value: number): number => Math.round(value * 10) / 10;

/** What a reader chose, and what goes with it. */
export interface Pointed {
  selected: string | null;
  related: ReadonlySet<string>;
}

/** The class of something that was chosen, or goes with it. */
export function touched(id: string, { selected, related }: Pointed): string {
  if (id === selected) return ' selected';
  return related.has(id) ? ' related' : '';
}
