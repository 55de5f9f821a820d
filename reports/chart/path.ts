/** One series as SVG, in a square that the page stretches to the size of the plot. */
import { type Html, html } from '../page/html.ts';
import type { Scale } from './scale.ts';
import type { LineSeries } from './series.ts';

/** The side of the square. */
export const UNIT = 1000;

export function linePath(
  { values, colour, dashed, area }: LineSeries,
  x: number[],
  across: Scale,
  up: Scale,
): Html {
  const left = (i: number) => Math.round(across.at(x[i]!) * UNIT * 10) / 10;
  let line = '';
  let fill = '';
  let dots = '';
  let runStart = -1;
  const close = () => {
    if (area && runStart >= 0) fill += `V${UNIT}H${left(runStart)}Z`;
    runStart = -1;
  };
  values.forEach((value, i) => {
    if (value === null) {
      close();
      return;
    }
    const point = `${runStart >= 0 ? 'L' : 'M'}${left(i)} ${Math.round((1 - up.at(value)) * UNIT * 10) / 10}`;
    // A point alone would be no line: it is a dot, a line of no length with round ends.
    if (values[i - 1] == null && values[i + 1] == null) dots += `${point}h0`;
    else line += point;
    if (area) fill += point;
    if (runStart < 0) runStart = i;
  });
  close();
  return html`${area && html`<path class="area" style="fill:var(--${colour})" d="${fill}"/>`}${line && html`<path class="line${dashed && ' dash'}" style="stroke:var(--${colour})" d="${line}"/>`}${dots && html`<path class="line dot" style="stroke:var(--${colour})" d="${dots}"/>`}`;
}
