/** Where texts go: none upon another. One that finds no room is not there; the thing itself is. */
import type { Weight } from '../filter.ts';
import { faultName } from '../words.ts';
import type { Arrow, Band, Layout, Mark, Text } from './drawing.ts';
import { fitted, widthOf } from './text.ts';

/** From one line to the next. */
const LINE = 12;
const BESIDE = 8;
/** A text shorter than this says nothing. */
const TEXT_LEAST = 44;
const BUCKET = 64;
/** For as much of it as this, a text goes to the other side. */
const WANTED_MOST = 260;

/** Of those that want the same place, what matters most has it. */
export function placeTexts(
  {
    width,
    left,
    bands,
    marks,
    arrows,
    jump,
  }: Pick<Layout, 'width' | 'left' | 'bands' | 'marks' | 'arrows' | 'jump'>,
  chief: ReadonlySet<string>,
): void {
  const places = new Places(width, left);
  const [broken, others] = parted(marks, ({ of }) => of.kind === 'violation');
  const [whole, odd] = parted(arrows.filter(isStrong), ({ end }) => end === 'whole');
  for (const mark of broken) mark.text = places.event(mark, true);
  for (const band of bands) if (chief.has(band.id)) band.text = places.fault(band);
  if (jump) jump.text = places.jump(jump.y1);
  for (const arrow of odd) arrow.text = places.message(arrow);
  for (const mark of others.filter(isStrong)) mark.text = places.event(mark, false);
  for (const arrow of whole) arrow.text = places.message(arrow);
}

const isStrong = ({ weight }: { weight: Weight }): boolean => weight === 'strong';

const parted = <T>(list: readonly T[], isIn: (item: T) => boolean): [T[], T[]] => [
  list.filter(isIn),
  list.filter((item) => !isIn(item)),
];

class Places {
  readonly #width: number;
  readonly #left: number;
  readonly #taken = new Map<number, { x1: number; x2: number; y: number }[]>();

  constructor(width: number, left: number) {
    this.#width = width;
    this.#left = left;
  }

  /** Above where its arrow begins, along it. */
  message({ of, x1, x2, y1 }: Arrow): Text | null {
    const text = of.fate === null || of.label.includes(of.fate) ? of.label : `${of.label} · ${of.fate}`;
    return this.#beside(text, x1, y1 - 4, x2 < x1 ? 'end' : 'start');
  }

  event({ of, x, y }: Mark, surely: boolean): Text | null {
    // On a line across all lanes.
    if (x === null || of.kind === 'violation')
      return this.#beside(of.label, this.#left, y - 5, 'start', surely);
    return this.#beside(of.label, x + 2, y + 4, 'start', surely);
  }

  fault({ of, columns, y1 }: Band): Text | null {
    const first = columns[0];
    return this.#beside(faultName(of), first ? first.x - first.width / 2 - 4 : this.#left, y1 + 11, 'start');
  }

  /** At the far end, where least else is. */
  jump(y: number): Text | null {
    return this.#beside('here it became inevitable', this.#width, y + 14, 'end');
  }

  #beside(whole: string, x: number, y: number, side: Text['anchor'], surely = false): Text | null {
    const room = { start: this.#width - 4 - x - BESIDE, end: x - BESIDE - this.#left };
    const other = side === 'start' ? 'end' : 'start';
    const wanted = Math.min(widthOf(whole), WANTED_MOST);
    const anchor = room[side] >= wanted || room[side] >= room[other] ? side : other;
    const text = fitted(whole, room[anchor]);
    const width = widthOf(text);
    if (width < Math.min(TEXT_LEAST, widthOf(whole))) return null;
    const at = anchor === 'start' ? x + BESIDE : x - BESIDE;
    const box = { x1: anchor === 'start' ? at : at - width, x2: anchor === 'start' ? at + width : at, y };
    if (!surely && !this.#isFree(box)) return null;
    const bucket = Math.floor(y / BUCKET);
    const taken = this.#taken.get(bucket);
    if (taken) taken.push(box);
    else this.#taken.set(bucket, [box]);
    return { x: at, y, anchor, text };
  }

  #isFree({ x1, x2, y }: { x1: number; x2: number; y: number }): boolean {
    const bucket = Math.floor(y / BUCKET);
    return [bucket - 1, bucket, bucket + 1].every((near) =>
      (this.#taken.get(near) ?? []).every(
        (other) => Math.abs(other.y - y) >= LINE - 1 || other.x2 <= x1 || other.x1 >= x2,
      ),
    );
  }
}
