/** Figures that a reader sees first, side by side. */
import { type Html, html } from './html.ts';

export type Tone = '' | 'good' | 'bad' | 'warn';

export interface Tile {
  name: string;
  value: string;
  /** Under the value: what it is held against. */
  beside?: string;
  tone?: Tone;
}

export function tiles(all: Tile[]): Html {
  return html`<div class="tiles">${all.map(
    ({ name, value, beside, tone }) =>
      html`<div class="tile ${tone}"><span class="soft">${name}</span><b>${value}</b>${beside && html`<small>${beside}</small>`}</div>`,
  )}</div>`;
}
