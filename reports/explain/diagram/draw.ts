/** A stretch of the diagram as SVG. What is faint is drawn as a few long paths: there may be thousands of it. */
import type { EventKind } from '../../../harness/explanation/index.ts';
import { type Html, html } from '../../page/html.ts';
import { grouped } from '../grouped.ts';
import {
  type Arrow,
  type Band,
  type Block,
  type Layout,
  type Mark,
  SHARES_WIDTH,
  type Text,
} from './layout.ts';

export interface Pointed {
  selected: string | null;
  related: ReadonlySet<string>;
}

const NOTHING: Pointed = { selected: null, related: new Set() };

/**
 * The inside of an SVG whose view box is as wide as the layout and goes from `from` to `to`. Texts come last, so that no
 * line crosses them.
 */
export function drawn(layout: Layout, from: number, to: number, pointed: Pointed = NOTHING): Html {
  const within = (y1: number, y2: number) => Math.max(y1, y2) >= from - 30 && Math.min(y1, y2) <= to + 30;
  const isFaint = ({ id, weight }: { id: string; weight: unknown }) =>
    weight === 'faint' && id !== pointed.selected && !pointed.related.has(id);
  const arrows = layout.arrows.filter(({ y1, y2 }) => within(y1, y2));
  const marks = layout.marks.filter(({ y }) => within(y, y));
  const bands = layout.bands.filter(({ y1, y2 }) => within(y1, y2));
  return html`${bands.map((band) => bandOf(band, layout, pointed))}${jumpOf(layout, within)}<path class="lane" d="${layout.columns.map(({ x }) => `M${n(x)} ${n(from)}V${n(to)}`).join('')}"/>${layout.blocks.filter(({ y1, y2 }) => within(y1, y2)).map(blockOf)}${timesOf(layout, within)}${sharesOf(layout, from, to)}${faintOf(arrows.filter(isFaint), marks.filter(isFaint))}${arrowsOf(
    arrows.filter((arrow) => !isFaint(arrow)),
    pointed,
  )}${marks.filter((mark) => !isFaint(mark)).map((mark) => markOf(mark, layout, pointed))}${[...bands, ...arrows, ...marks].map((each) => each.text && textOf(each.text, each.id, toneOf(each) + touched(each.id, pointed)))}`;
}

/** Tenths of a pixel are as fine as can be seen. */
const n = (value: number): number => Math.round(value * 10) / 10;

/** Where something with an id is linked to. */
export const hash = (id: string): string => `#${encodeURIComponent(id)}`;

const textOf = ({ x, y, anchor, text }: Text, id: string, tone: string): Html =>
  html`<a href="${hash(id)}" tabindex="-1" class="${tone}"><text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${text}</text></a>`;

function toneOf(of: Arrow | Mark | Band): string {
  if ('columns' in of) return 'tone-fault';
  if ('end' in of) return of.end === 'whole' ? '' : of.end;
  return `tone-${TONES[of.of.kind]}`;
}

function touched(id: string, { selected, related }: Pointed): string {
  if (id === selected) return ' selected';
  return related.has(id) ? ' related' : '';
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

function timesOf(
  { times, left, sharesX, shares }: Layout,
  within: (y1: number, y2: number) => boolean,
): Html[] {
  const right = (shares.length > 0 ? sharesX : left) - 8;
  return times
    .filter(({ y }) => within(y, y))
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

/** Beyond so many in one stretch nobody tells them apart, and an element each would take seconds. */
const SINGLE_MOST = 1200;

function arrowsOf(arrows: Arrow[], pointed: Pointed): Html[] {
  const shaped = arrows.map((arrow) => ({ arrow, shape: shapeOf(arrow), tone: toneOfArrow(arrow) }));
  const isAlone = ({ arrow: { id } }: { arrow: Arrow }) =>
    arrows.length <= SINGLE_MOST || touched(id, pointed) !== '';
  const together = grouped(
    shaped.filter((each) => !isAlone(each)),
    ({ tone }) => tone,
  );
  return [
    ...[...together].map(([tone, group]) =>
      paths(
        tone,
        group.map(({ shape }) => shape),
      ),
    ),
    ...shaped
      .filter(isAlone)
      .map(
        ({ arrow: { id, weight }, shape, tone }) =>
          html`<a href="${hash(id)}" tabindex="-1" class="${weight === 'faint' && 'thin'}${touched(id, pointed)}">${paths(tone, [shape])}</a>`,
      ),
  ];
}

interface Shape {
  shaft: string;
  tip: string;
  cross: string;
}

const paths = (tone: string, shapes: Shape[]): Html => {
  const [shaft, tip, cross] = (['shaft', 'tip', 'cross'] as const).map((part) =>
    shapes.map((shape) => shape[part]).join(''),
  );
  return html`<g class="arrow ${tone}"><path class="shaft" d="${shaft}"/>${tip && html`<path class="tip" d="${tip}"/>`}${cross && html`<path class="cross" d="${cross}"/>`}</g>`;
};

const toneOfArrow = ({ end, of }: Arrow): string =>
  (end === 'whole' ? of.protocol : end) + (of.answers === null ? '' : ' answer');

const HEAD = { length: 7, width: 3.2 };
/** An arrow ends just before the middle of its lane. */
const SHORT = 2;
/** Where one that was held has its gap. */
const HELD_AT = 0.42;

function shapeOf({ of, x1, y1, x2, y2, end }: Arrow): Shape {
  if (of.from === of.to) {
    const down = n(y2 - y1 || 6);
    return { shaft: `M${n(x1)} ${n(y1)}c26 0 26 ${down} 2 ${down}`, tip: '', cross: '' };
  }
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const at = (along: number, aside = 0): string =>
    `${n(x1 + ux * along - uy * aside)} ${n(y1 + uy * along + ux * aside)}`;
  if (end === 'lost') {
    const cross = `M${at(length - 4, -4)}L${at(length + 4, 4)}M${at(length - 4, 4)}L${at(length + 4, -4)}`;
    return { shaft: `M${at(0)}L${at(length)}`, tip: '', cross };
  }
  const point = length - SHORT;
  const gap = HELD_AT * length;
  const shaft =
    end === 'held'
      ? `M${at(0)}L${at(gap - 5)}M${at(gap - 5, -5)}L${at(gap - 5, 5)}M${at(gap + 5, -5)}L${at(gap + 5, 5)}M${at(gap + 5)}L${at(point)}`
      : `M${at(0)}L${at(point)}`;
  const tip = `M${at(point)}L${at(point - HEAD.length, HEAD.width)}L${at(point - HEAD.length, -HEAD.width)}Z`;
  return { shaft, tip, cross: '' };
}

const TONES: Record<EventKind, string> = {
  commit: 'commit',
  answer: 'told',
  start: 'good',
  resume: 'good',
  exit: 'bad',
  crash: 'bad',
  pause: 'warn',
  signal: 'plain',
  clock: 'warn',
  election: 'elected',
  fault: 'warn',
  phase: 'plain',
  violation: 'bad',
};

/** Around 0 0. */
const SIGNS: Record<EventKind, string> = {
  commit: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z',
  answer: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0Z',
  start: 'M-4 3.5L0-4L4 3.5Z',
  resume: 'M-3-4L4 0L-3 4Z',
  exit: 'M-4-4L4 4M-4 4L4-4',
  crash: 'M-4.5-4.5L4.5 4.5M-4.5 4.5L4.5-4.5',
  pause: 'M-2.5-4V4M2.5-4V4',
  signal: 'M0-4.5L4.5 0L0 4.5L-4.5 0Z',
  clock: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0ZM0-3V0L2 1.5',
  election: 'M0-5L1.5-1.6L5-1.3L2.3 1L3.2 4.6L0 2.6L-3.2 4.6L-2.3 1L-5-1.3L-1.5-1.6Z',
  fault: 'M0-5L5 0L0 5L-5 0Z',
  phase: '',
  violation: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z',
};

function markOf({ id, of, x, y, weight }: Mark, { left, width }: Layout, pointed: Pointed): Html {
  const across = of.kind === 'violation' || x === null;
  return html`<a href="${hash(id)}" tabindex="-1" class="mark ${of.kind} tone-${TONES[of.kind]}${weight === 'faint' && ' thin'}${touched(id, pointed)}">${across && html`<path class="across" d="M${n(left)} ${n(y)}H${n(width)}"/>`}${x !== null && html`<path class="sign" transform="translate(${n(x)} ${n(y)})" d="${SIGNS[of.kind]}"/>`}</a>`;
}

/** The names above the lanes, in a picture of their own: it stays while the rest is scrolled. */
export function heads({ columns, head, width, shares, sharesX }: Layout): Html {
  const level = head - 9;
  return html`<div class="heads"><svg class="slab" viewBox="0 0 ${n(width)} ${head}" width="${n(width)}" height="${head}" role="img" aria-label="Who is who">${
    shares.length > 0 &&
    html`<text class="head quiet" x="${n(sharesX + SHARES_WIDTH / 2)}" y="${level}" text-anchor="middle">fails<title>How likely it is to fail, from each moment on</title></text>`
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
