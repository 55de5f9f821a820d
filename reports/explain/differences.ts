/** The run beside the last other future that passed: what was not the same first. */
import type { Differences } from '../../harness/explanation/index.ts';
import { type Html, html } from '../page/html.ts';
import { copyable } from './copyable.ts';
import type { Index } from './items.ts';
import { hash } from './link.ts';
import { clock, moment } from './words.ts';

export function differences({ neighbour, first }: Differences, { byId }: Index): Html {
  return html`<p>A run that is the same until ${moment(neighbour.atMs)} and drawn anew from there, with salt ${neighbour.salt}, passes. What was not the same first:</p>
<div class="across"><table class="left"><thead><tr><th>of</th><th>at</th><th>here</th><th>where it passes</th></tr></thead><tbody>${first.map(
    ({ of, atMs, here, there, ref }) =>
      html`<tr><td><b>${of}</b></td><td class="number">${clock(atMs)}</td><td>${ref !== null && byId.has(ref) ? html`<a href="${hash(ref)}">${here}</a>` : here}</td><td>${there}</td></tr>`,
  )}</tbody></table></div>
${copyable(neighbour.replay)}`;
}
