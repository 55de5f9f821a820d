/** Which line is what. Values stand beside the names only while a reader points at a moment. */
import { type Html, html } from '../page/html.ts';
import type { LineSeries } from './series.ts';

export function legend(series: LineSeries[]): Html {
  const numbered = series.map((line, i) => ({ line, i }));
  const groups = [...new Set(series.map(({ group }) => group))];
  const items = (group: string | undefined) =>
    numbered.filter(({ line }) => line.group === group).map(({ line, i }) => item(line, i));
  return html`<ul class="legend">${groups.map((group) =>
    group === undefined ? items(group) : html`<li class="group"><b>${group}</b><ul>${items(group)}</ul></li>`,
  )}</ul>`;
}

function item({ name, colour, dashed }: LineSeries, i: number): Html {
  return html`<li data-series="${i}"><svg viewBox="0 0 22 10" aria-hidden="true"><path class="line${dashed && ' dash'}" style="stroke:var(--${colour})" d="M1 5H21"/></svg>${name}<span class="value"></span></li>`;
}
