/** The cells of a heatmap: how many fell between two edges in one slice of time. A stronger colour means more. */
import { html } from '../page/html.js';
import { UNIT } from './path.js';
const STRENGTHS = 8;
const FAINTEST = 0.14;
/** One path for each strength of colour: thousands of elements would make a page slow. */
export function cellPaths({ lowMs, edgesMs, counts, widthS }, across, up) {
    const highest = counts.flat().reduce((a, b) => Math.max(a, b), 1);
    const paths = Array.from({ length: STRENGTHS }, () => '');
    const round = (value) => Math.round(value * 10) / 10;
    counts.forEach((row, r) => {
        const top = round((1 - up.at(edgesMs[r])) * UNIT);
        const height = round((1 - up.at(edgesMs[r - 1] ?? lowMs)) * UNIT) - top;
        row.forEach((count, c) => {
            if (count === 0)
                return;
            const left = round(across.at(c * widthS) * UNIT);
            const width = round(across.at((c + 1) * widthS) * UNIT - left);
            const strength = Math.ceil((Math.log1p(count) / Math.log1p(highest)) * STRENGTHS) - 1;
            paths[strength] += `M${left} ${top}h${width}v${round(height)}h${-width}z`;
        });
    });
    return paths
        .map((path, i) => path !== '' &&
        html `<path class="cell" d="${path}" opacity="${round2(FAINTEST + ((1 - FAINTEST) * i) / (STRENGTHS - 1))}"/>`)
        .filter((path) => path !== false);
}
const round2 = (value) => Math.round(value * 100) / 100;
