/** Pictures: the names above, and the rest in pieces below each other. */
import { type Html, html } from '../../page/html.ts';
import { drawn } from './draw.ts';
import { type Layout, SHARES_WIDTH } from './drawing.ts';
import { n } from './ink.ts';

/** The names above the lanes, in a picture of their own: it stays while the rest is scrolled. */
export function heads({ columns, head, width, shares, sharesX }: Layout): Html {
  const level = head - 9;
  return html`<div class="heads"><svg class="slab" viewBox="0 0 ${n(width)} ${head}" width="${n(width)}" height="${head}" role="img" aria-label="Who is who">${
    shares.length > 0 &&
    html`<text class="head quiet" x="${n(sharesX + SHARES_WIDTH)}" y="${level}" text-anchor="end">fails<title>How likely it is to fail, from each moment on</title></text>`
  }${columns.map(({ lane, x, name, quiet }) => {
    const place =
      name === 'upright'
        ? html`transform="translate(${n(x + 4)} ${level + 2}) rotate(-90)"`
        : html`x="${n(x)}" y="${name === 'raised' ? level - 17 : level}" text-anchor="middle"`;
    return html`<text class="head ${lane.kind}${quiet && ' quiet'}" ${place}>${lane.name}</text>`;
  })}</svg></div>`;
}

/** As a whole, in tiles that a printer can part at; there each begins with the names of the lanes. */
export function tiles(layout: Layout, height: number): Html[] {
  const made: Html[] = [];
  for (let from = 0; from < layout.height; from += height) {
    const to = Math.min(from + height, layout.height);
    const names =
      from > 0 &&
      layout.columns.map(
        ({ lane, x }) =>
          html`<text class="again" x="${n(x)}" y="${n(from + 9)}" text-anchor="middle">${lane.name}</text>`,
      );
    made.push(html`${svg(layout, from, to, html`${drawn(layout, from, to)}${names}`)}\n`);
  }
  return made;
}

export const svg = (layout: Layout, from: number, to: number, inside: Html): Html =>
  html`<svg class="slab" viewBox="0 ${n(from)} ${n(layout.width)} ${n(to - from)}" width="${n(layout.width)}" height="${n(to - from)}" role="img" aria-label="Messages and events">${inside}</svg>`;
