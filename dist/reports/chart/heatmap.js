import { number } from '../page/format.js';
import { html, json } from '../page/html.js';
import { plot } from './plot.js';
import { timeLabel } from './time.js';
/** Beyond this, neighbouring slices are drawn as one. */
const COLUMNS_MOST = 120;
const ROW_PX = 13;
/** `time`: what it shares with the charts around it. */
export function heatmap({ edgesMs, counts }, sliceMs, time) {
    const heading = html `<h3>Latency heatmap <small>response in ms, log</small></h3><p class="soft">By when a request was due; the stronger the colour, the more requests.</p>`;
    const slices = counts[0]?.length ?? 0;
    if (slices === 0)
        return html `<figure class="wide">${heading}<p class="soft">Nothing was measured.</p></figure>`;
    const data = {
        ...time,
        xIs: 'time',
        x: [],
        series: [],
        log: true,
        cells: cellsOf(edgesMs, counts, sliceMs),
    };
    const { cells } = data;
    data.x = cells.counts[0].map((_, column) => (column + 0.5) * cells.widthS);
    return html `<figure class="wide">
${heading}
<div class="plot" style="height:${edgesMs.length * ROW_PX}px" role="img" aria-label="How many requests had which latency when. The table below has the sums.">${plot(data)}</div>
<p class="x-label">${timeLabel(time.span[1])}</p>
<script type="application/json">${json(data)}</script>
<details><summary>Numbers</summary><div class="scroll" tabindex="0"><table><thead><tr><th>up to, ms</th><th>requests</th></tr></thead>
<tbody>${counts.map((row, r) => html `<tr><td>${number(edgesMs[r])}</td><td>${row.reduce((a, b) => a + b, 0)}</td></tr>`)}</tbody></table></div></details>
</figure>`;
}
function cellsOf(edgesMs, counts, sliceMs) {
    const slices = counts[0].length;
    const merged = Math.ceil(slices / COLUMNS_MOST);
    const columns = Math.ceil(slices / merged);
    // Rows are evenly spaced on a log axis: the lowest begins where one more below it would end.
    const ratio = edgesMs.length > 1 ? (edgesMs.at(-1) / edgesMs[0]) ** (1 / (edgesMs.length - 1)) : 10;
    return {
        lowMs: edgesMs[0] / ratio,
        edgesMs,
        widthS: (merged * sliceMs) / 1000,
        counts: counts.map((row) => Array.from({ length: columns }, (_, column) => row.slice(column * merged, (column + 1) * merged).reduce((a, b) => a + b, 0))),
    };
}
