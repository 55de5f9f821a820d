/**
 * Runs in the reader's browser: one crosshair over all charts that share their x, values beside the names of a legend
 * while it is there, and zoom. Without it the page is whole, but still.
 */
import { Chart } from './chart.js';
import { followPointer } from './pointer.js';

const charts = [...document.querySelectorAll('figure')]
  .filter((figure) => figure.querySelector('script[type="application/json"]'))
  .map((figure) => new Chart(figure));

for (const chart of charts) {
  const { sync } = chart.data;
  const group = sync === undefined ? [chart] : charts.filter(({ data }) => data.sync === sync);
  followPointer(chart, {
    point: (x, y) => {
      for (const each of group) each.point(x, each === chart ? y : undefined);
    },
    leave: () => {
      for (const each of group) each.leave();
    },
    zoom: (span) => {
      for (const each of group) each.zoom(span);
    },
  });
}
