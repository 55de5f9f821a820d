/** A stretch of the diagram as SVG. What is faint is drawn as a few long paths: there may be thousands of it. */
import { type Html, html } from '../../page/html.ts';
import { hash } from '../link.ts';
import { arrowsOf } from './arrows.ts';
import {
  type Arrow,
  type Band,
  type Block,
  type Layout,
  type Mark,
  SHARES_WIDTH,
  type Text,
} from './drawing.ts';
import { n, type Pointed, touched } from './ink.ts';
import { markOf, TONES } from './marks.ts';

const NOTHING: Pointed = { selected: null, related: new Set() };

/**
 * The inside of an SVG whose view box is as wide as the layout and goes from `from` to `to`. Texts come last, so that no line
 * crosses them, and each in one stretch alone, beyond whose edge it may reach: halves of letters would not meet.
 */
export function drawn(layout: Layout, from: number, to: number, pointed: Pointed = NOTHING): Html {
  const within = (y1: number, y2: number) => Math.max(y1, y2) >= from - 30 && Math.min(y1, y2) <= to + 30;
  const isFaint = ({ id, weight }: { id: string; weight: unknown }) =>
    weight === 'faint' && id !== pointed.selected && !pointed.related.has(id);
  const arrows = layout.arrows.filter(({ y1, y2 }) => within(y1, y2));
  const marks = layout.marks.filter(({ y }) => within(y, y));
  const bands = layout.bands.filter(({ y1, y2 }) => within(y1, y2));
  const texts = [...bands, ...arrows, ...marks].filter(({ text }) => text && text.y >= from && text.y < to);
  return html`<svg x="0" y="${n(from)}" width="${n(layout.width)}" height="${n(to - from)}" viewBox="0 ${n(from)} ${n(layout.width)} ${n(to - from)}">${bands.map((band) => bandOf(band, layout, pointed))}${jumpOf(layout, within)}<path class="lane" d="${layout.columns.map(({ x }) => `M${n(x)} ${n(from)}V${n(to)}`).join('')}"/>${layout.blocks.filter(({ y1, y2 }) => within(y1, y2)).map(blockOf)}${sharesOf(layout, from, to)}${faintOf(arrows.filter(isFaint), marks.filter(isFaint))}${arrowsOf(
    arrows.filter((arrow) => !isFaint(arrow)),
    pointed,
  )}${marks.filter((mark) => !isFaint(mark)).map((mark) => markOf(mark, layout, pointed))}</svg>${timesOf(layout, from, to)}${texts.map((each) => textOf(each.text!, each.id, toneOf(each) + touched(each.id, pointed)))}`;
}

const textOf = ({ x, y, anchor, text }: Text, id: string, tone: string): Html =>
  html`<a href="${hash(id)}" tabindex="-1" class="${tone}"><text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${text}</text></a>`;

function toneOf(of: Arrow | Mark | Band): string {
  if ('columns' in of) return 'tone-fault';
  if ('end' in of) return of.end === 'whole' ? '' : of.end;
  return `tone-${TONES[of.of.kind]}`;
}

function bandOf({ id, columns, y1, y2 }: Band, { left, width }: Layout, pointed: Pointed): Html {
  const across = columns.length === 0 ? [{ x: (left + width) / 2, width: width - left }] : columns;
  return html`<g class="band${columns.length === 0 && ' world'}${touched(id, pointed)}">${across.map(
    (on) =>
      html`<rect x="${n(on.x - on.width / 2)}" y="${n(y1)}" width="${n(on.width)}" height="${n(Math.max(y2 - y1, 3))}" rx="3"/>`,
  )}</g>`;
}

function jumpOf({ jump, left, width }: Layout, within: (y1: number, y2: number) => boolean): Html | false {
  if (!jump || !within(jump.y1, jump.y2)) return false;
  return html`<rect class="jump" x="${left}" y="${n(jump.y1)}" width="${n(width - left)}" height="${n(Math.max(jump.y2 - jump.y1, 2))}"/>${jump.text && html`<text class="jump-name" x="${n(jump.text.x)}" y="${n(jump.text.y)}" text-anchor="end">${jump.text.text}</text>`}`;
}

const BLOCK_WIDTH = { down: 9, paused: 9, starting: 5, primary: 4 };

function blockOf({ of: { kind }, x, y1, y2 }: Block): Html {
  const width = BLOCK_WIDTH[kind];
  return html`<rect class="${kind}" x="${n(x - width / 2)}" y="${n(y1)}" width="${width}" height="${n(Math.max(y2 - y1, 2))}"/>`;
}

function timesOf({ times, left, sharesX, shares }: Layout, from: number, to: number): Html[] {
  const right = (shares.length > 0 ? sharesX : left) - 8;
  return times
    .filter(({ y }) => y >= from && y < to)
    .map(
      ({ y, text, isGap }) =>
        html`<text class="time${isGap && ' gap'}" x="${right}" y="${n(y + 4)}" text-anchor="end">${text}</text>`,
    );
}

/** How likely failure is, as the width of a column along the time. */
function sharesOf({ shares, sharesX }: Layout, from: number, to: number): Html | false {
  if (shares.length === 0) return false;
  const edge = shares.map(({ y, share }) => `L${n(sharesX + share * SHARES_WIDTH)} ${n(y)}`).join('');
  const [first, last] = [shares[0]!, shares.at(-1)!];
  return html`<path class="shares-axis" d="M${sharesX} ${n(from)}V${n(to)}"/><path class="shares" d="M${sharesX} ${n(first.y)}${edge}L${sharesX} ${n(last.y)}Z"/>`;
}

function faintOf(arrows: Arrow[], marks: Mark[]): Html {
  const whole = arrows.map(({ x1, y1, x2, y2 }) => `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`).join('');
  const dots = marks.map(({ x, y }) => (x === null ? '' : `M${n(x)} ${n(y)}h0`)).join('');
  return html`${whole && html`<path class="faint" d="${whole}"/>`}${dots && html`<path class="faint dots" d="${dots}"/>`}`;
}
