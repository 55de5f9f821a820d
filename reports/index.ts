/**
 * Results into pages that a person opens: self-contained HTML, readable without JavaScript, in light, dark and on
 * paper. Reports read results only; they run nothing.
 *
 * | read      | for                                                                             |
 * |-----------|---------------------------------------------------------------------------------|
 * | `page/`   | what every page shares: escaping, style, the script that runs in the browser      |
 * | `chart/`  | lines and heatmaps as SVG                                                        |
 * | `load/`   | a run under load: start at `load/report.ts`                                      |
 * | `compare/` | two of them against each other: start at `compare/report.ts`                    |
 * | `campaign/` | many seeds of the simulator, their shards merged: start at `campaign/report.ts` |
 * | `explain/` | a failed run, to be understood: start at `explain/report.ts`              |
 * | `trend/`  | the nights, one after the other                                                  |
 * | `cli.ts`  | `npm run report`; what it does is in `command/`                                  |
 */
export { Earlier } from './campaign/earlier.ts';
export { Campaign } from './campaign/merge.ts';
export { renderCampaign } from './campaign/report.ts';
export { ranOf, verdictOf } from './campaign/verdict.ts';
export { renderComparison } from './compare/report.ts';
export { renderExplanation } from './explain/report.ts';
export { renderReport } from './load/report.ts';
