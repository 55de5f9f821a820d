/**
 * Results into pages that a person opens: self-contained HTML, readable without JavaScript, in light, dark and on
 * paper. Reports read results only; they run nothing.
 *
 * | read      | for                                                                             |
 * |-----------|---------------------------------------------------------------------------------|
 * | `page/`   | what every page shares: escaping, style, the zoom that runs in the browser        |
 * | `chart/`  | lines and heatmaps as SVG                                                        |
 * | `load/`   | a run under load, and two of them compared: start at `load/report.ts`             |
 * | `campaign/` | many seeds of the simulator, their shards merged: start at `campaign/report.ts` |
 * | `trend/`  | the nights, one after the other                                                  |
 * | `cli.ts`  | `npm run report`                                                                |
 */
export { Campaign } from './campaign/merge.ts';
export { renderCampaign } from './campaign/report.ts';
export { renderComparison } from './load/compare.ts';
export { renderReport } from './load/report.ts';
