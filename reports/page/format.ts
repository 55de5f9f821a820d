/** Numbers as a person reads them. */

/** Three significant digits, without needless zeros; a dash for what is not known. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function ms(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${number(value)} ms`;
}

export function seconds(milliseconds: number): string {
  return `${number(milliseconds / 1000)} s`;
}

/** The change from one figure to another, such as `+12.5%`. */
export function change(from: number | null | undefined, to: number | null | undefined): string {
  if (
    from === null ||
    from === undefined ||
    to === null ||
    to === undefined ||
    from === 0 ||
    !Number.isFinite(to / from)
  )
    return '–';
  const percent = (100 * (to - from)) / from;
  const told = Math.abs(percent) < 100 ? percent.toFixed(1) : number(percent);
  return `${percent > 0 ? '+' : ''}${told}%`;
}

/** `1 seed`, `2 seeds`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}
