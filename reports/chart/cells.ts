/** The cells of a heatmap: how many fell between two edges in one slice of time. A stronger colour means more. */
import { type Html, html } from '../page/html.ts';
import { UNIT } from './path.ts';
import type { Scale } from './scale.ts';

export interface Cells {
  /** The lower edge of the lowest row; the upper edge of each, ascending, evenly spaced on a log axis. */
  lowMs: number;
  edgesMs: number[];
  /** counts[row][column], each column `widthS` of time. */
  counts: number[][];
  widthS: number;
}

const STRENGTHS = 8;
const FAINTEST = 0.14;

/** One path for each strength of colour: thousands of elements would make a page slow. */
export function cellPaths({ lowMs, edgesMs, counts, widthS }: Cells, across: Scale, up: Scale): Html[] {
  const highest = counts.flat().reduce((a, b) => Math.max(a, b), 1);
  const paths = Array.from({ length: STRENGTHS }, () => '');
  const round = (value: number) => Math.round(value * 10) / 10;
  counts.forEach((row, r) => {
    const top = round((1 - up.at(edgesMs[r]!)) * UNIT);
    const height = round((1 - up.at(edgesMs[r - 1] ?? lowMs)) * UNIT) - top;
    row.forEach((count, c) => {
      if (count === 0) return;
      const left = round(across.at(c * widthS) * UNIT);
      const width = round(across.at((c + 1) * widthS) * UNIT - left);
      const strength = Math.ceil((Math.log1p(count) / Math.log1p(highest)) * STRENGTHS) - 1;
      paths[strength] += `M${left} ${top}h${width}v${round(height)}h${-width}z`;
    });
  });
  return paths
    .map(
      (path, i) =>
        path !== '' &&
        html`<path class="cell" d="${path}" opacity="${round2(FAINTEST + ((1 - FAINTEST) * i) / (STRENGTHS - 1))}"/>`,
    )
    .filter((path) => path !== false);
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
