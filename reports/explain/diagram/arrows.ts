/** Messages: whole, broken off, or held on their way. */
import { type Html, html } from '../../page/html.ts';
import { grouped } from '../grouped.ts';
import { hash } from '../link.ts';
import type { Arrow } from './drawing.ts';
import { n, type Pointed, touched } from './ink.ts';

/** Beyond so many in one stretch nobody tells them apart, and an element each would take seconds. */
const SINGLE_MOST = 1200;

export function arrowsOf(arrows: Arrow[], pointed: Pointed): Html[] {
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
