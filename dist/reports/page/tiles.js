/** Figures that a reader sees first, side by side. */
import { html } from './html.js';
export function tiles(all) {
    return html `<div class="tiles">${all.map(({ name, value, beside, tone }) => html `<div class="tile ${tone}"><span class="soft">${name}</span><b>${value}</b>${beside && html `<small>${beside}</small>`}</div>`)}</div>`;
}
