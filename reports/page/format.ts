/** Numbers as pages show them. */
import { number } from '../../harness/words.ts';

export { capital, cut, duration, number, plural } from '../../harness/words.ts';

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

/** Ten digits of a commit, and whether anything was changed since. */
export const shortened = (commit: string): string =>
  commit.replace(/^([0-9a-f]{10})[0-9a-f]*/, '$1').replace('+changes', ' with changes');
