/** What stands beside the diagram while nothing is chosen. */
import { html } from '../../page/html.ts';

export const KEYS = html`<p class="soft">Choose a message or an event in the diagram, or a clause of the story.</p>
<table class="left keys"><tbody>${[
  ['j', 'k', 'next and previous'],
  ['+', '−', 'zoom in and out; also ctrl and wheel'],
  ['0', 's', 'as at first; to scale'],
  ['v', 'f', 'to the violation; find'],
  ['1', '2', '3', 'details, state, logs'],
  ['Esc', 'let go'],
].map(
  (row) =>
    html`<tr><td>${row.slice(0, -1).map((key) => html`<kbd>${key}</kbd> `)}</td><td>${row.at(-1)}</td></tr>`,
)}</tbody></table>
<p class="soft">A solid arrow asks, a dashed one answers. One that breaks off never arrived; one with a gap was held and came late. A dot is a commit. Hatched: a process is down or paused.</p>`;
