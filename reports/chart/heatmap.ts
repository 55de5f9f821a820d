/** How many requests had which latency when: a stronger colour means more. */
import type { Heatmap } from '../../harness/run/result.ts';
import { number } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { linear } from './scale.ts';

const WIDTH = 1100;
const PLOT = { left: 66, right: 1088, top: 8 };
const ROW_HEIGHT = 13;
/** Beyond this, neighbouring slices are drawn as one. */
const COLUMNS_MOST = 120;
const LABELS_EVERY = 3;

export function heatmap({ edgesMs, counts }: Heatmap, sliceMs: number): Html {
  const slices = counts[0]?.length ?? 0;
  if (slices === 0)
    return html`<figure class="wide"><h3>Latency heatmap</h3><p class="soft">Nothing was measured.</p></figure>`;
  const merged = Math.ceil(slices / COLUMNS_MOST);
  const columns = Math.ceil(slices / merged);
  const cells = counts.map((row) =>
    Array.from({ length: columns }, (_, column) =>
      row.slice(column * merged, (column + 1) * merged).reduce((a, b) => a + b, 0),
    ),
  );
  const highest = cells.flat().reduce((a, b) => Math.max(a, b), 1);
  const rows = edgesMs.length;
  const bottom = PLOT.top + rows * ROW_HEIGHT;
  const width = (PLOT.right - PLOT.left) / columns;
  const endS = (slices * sliceMs) / 1000;
  const across = linear(0, endS, PLOT.left, PLOT.right, false);
  const yOf = (row: number) => bottom - (row + 1) * ROW_HEIGHT;
  return html`<figure class="wide">
<h3>Latency heatmap <small>response in ms by when a request was due; the stronger the colour, the more requests, on a log scale</small></h3>
<svg viewBox="0 0 ${WIDTH} ${bottom + 34}" role="img" aria-label="Latency heatmap" style="color:rgb(var(--heat))">
${cells.map((row, r) =>
  row.map(
    (count, c) =>
      count > 0 &&
      html`<rect x="${(PLOT.left + c * width).toFixed(1)}" y="${yOf(r)}" width="${(width + 0.2).toFixed(1)}" height="${ROW_HEIGHT}" fill="currentColor" opacity="${opacity(count, highest)}"/>`,
  ),
)}
${edgesMs.map((edge, r) => r % LABELS_EVERY === 0 && html`<text x="${PLOT.left - 6}" y="${yOf(r) + 4}" text-anchor="end">${number(edge)}</text>`)}
<line class="axis" x1="${PLOT.left}" x2="${PLOT.right}" y1="${bottom}" y2="${bottom}"/>
${across.ticks.map((tick) => html`<text x="${across.at(tick).toFixed(1)}" y="${bottom + 15}" text-anchor="middle">${number(tick)}</text>`)}
<text x="${(PLOT.left + PLOT.right) / 2}" y="${bottom + 31}" text-anchor="middle">seconds of the run</text>
</svg>
<details><summary>Numbers</summary><div class="scroll"><table><thead><tr><th>up to, ms</th><th>requests</th></tr></thead>
<tbody>${counts.map((row, r) => html`<tr><td>${number(edgesMs[r])}</td><td>${row.reduce((a, b) => a + b, 0)}</td></tr>`)}</tbody></table></div></details>
</figure>`;
}

function opacity(count: number, highest: number): string {
  return (0.12 + 0.88 * (Math.log(1 + count) / Math.log(1 + highest))).toFixed(2);
}
