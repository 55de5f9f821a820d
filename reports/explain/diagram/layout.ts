/**
 * Where everything of the space-time diagram stands: lanes across, time downwards. A function of data alone: the page
 * holds it drawn for one width, and the script in the page lays it out again when a reader filters, zooms or resizes.
 */
import type {
  Event,
  ExplainedFault,
  Explanation,
  Lane,
  Message,
  Span,
} from '../../../harness/explanation/index.ts';
import { timeTicks } from '../../chart/time.ts';
import { type Filter, type Weight, weightOf } from '../filter.ts';
import { chiefFaults } from '../items.ts';
import { moment, took } from '../words.ts';
import { type Column, columnsOf, NARROW } from './columns.ts';
import { type Point, type Rows, stacked, toScale } from './rows.ts';
import { fitted, widthOf } from './text.ts';

export interface Look {
  width: number;
  /** 1: rows as near to each other as can be read. */
  zoom: number;
  toScale: boolean;
  filter: Filter;
  /** Leave out lanes on which nothing that matters happens. */
  busyOnly: boolean;
}

export interface Text {
  x: number;
  y: number;
  anchor: 'start' | 'end';
  text: string;
}

export interface Arrow {
  id: string;
  of: Message;
  weight: Weight;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  end: 'whole' | 'lost' | 'held';
  text: Text | null;
}

export interface Mark {
  id: string;
  of: Event;
  weight: Weight;
  /** Null: the world's own, across all lanes. */
  x: number | null;
  y: number;
  text: Text | null;
}

export interface Band {
  id: string;
  of: ExplainedFault;
  /** Middles of the lanes it strikes, and how wide it is there; none: it is of the whole world. */
  columns: { x: number; width: number }[];
  y1: number;
  y2: number;
  text: Text | null;
}

export interface Block {
  of: Span;
  x: number;
  y1: number;
  y2: number;
}

export interface Layout {
  width: number;
  height: number;
  head: number;
  /** How many things stand out. */
  strong: number;
  /** Where lanes begin. */
  left: number;
  columns: Column[];
  rows: Rows;
  arrows: Arrow[];
  marks: Mark[];
  bands: Band[];
  blocks: Block[];
  times: { y: number; text: string; isGap: boolean }[];
  /** The likelihood of failure, along the time. */
  shares: { y: number; share: number }[];
  sharesX: number;
  jump: { y1: number; y2: number; text: Text | null } | null;
}

const NEEDS = { message: 23, arrival: 6, event: 18, fault: 20, faultEnd: 7, violation: 26 };
const RIGHT = 14;
export const SHARES_WIDTH = 14;
const BAND_MOST = 46;

type Drawable = Pick<
  Explanation,
  'lanes' | 'spans' | 'faults' | 'messages' | 'events' | 'likelihood' | 'fromMs' | 'toMs' | 'window'
>;

export function layout(explanation: Drawable, look: Look): Layout {
  const { filter } = look;
  const messages = weighed(explanation.messages, (of) =>
    weightOf({ type: 'message', id: of.id, atMs: of.sentMs, of }, filter),
  );
  const events = weighed(explanation.events, (of) =>
    weightOf({ type: 'event', id: of.id, atMs: of.atMs, of }, filter),
  );
  const faults = explanation.faults.filter(
    (of) => weightOf({ type: 'fault', id: of.id, atMs: of.fromMs, of }, filter) !== null,
  );

  const busy = new Set<string>();
  for (const { of, weight } of messages) if (weight === 'strong') busy.add(of.from).add(of.to);
  for (const { of, weight } of events) if (weight === 'strong' && of.lane !== null) busy.add(of.lane);
  const lanes = explanation.lanes.filter(
    ({ name }) => !filter.hiddenLanes.has(name) && (!look.busyOnly || busy.has(name)),
  );
  const isNarrow = look.width < NARROW;
  const gutter = isNarrow ? 50 : 64;
  const sharesX = gutter + 4;
  const left = explanation.likelihood ? sharesX + SHARES_WIDTH + 4 : gutter + 4;
  const { columns, width, head } = columnsOf(lanes, ({ name }: Lane) => busy.has(name), {
    width: look.width,
    left,
    right: RIGHT,
  });
  const xOf = new Map(columns.map(({ lane, x }) => [lane.name, x]));

  const points: Point[] = [];
  const point = (atMs: number, rank: number, needs: number): Point => {
    const made = { atMs, rank, needs, y: 0 };
    points.push(made);
    return made;
  };
  const extent = {
    fromMs: explanation.window?.fromMs ?? explanation.fromMs,
    toMs: explanation.window?.toMs ?? explanation.toMs,
  };
  const inside = (ms: number) => Math.min(extent.toMs, Math.max(extent.fromMs, ms));

  const sent = new Map<Message, { from: Point; to: Point | null }>();
  for (const { of, weight } of messages) {
    if (weight !== 'strong' || !xOf.has(of.from) || !xOf.has(of.to)) continue;
    const { arrivedMs } = of;
    sent.set(of, {
      from: point(of.sentMs, 3, NEEDS.message),
      to: arrivedMs === null ? null : point(arrivedMs, arrivedMs > of.sentMs ? 0 : 4, NEEDS.arrival),
    });
  }
  const happened = new Map<Event, Point>();
  for (const { of, weight } of events) {
    if (weight !== 'strong' || (of.lane !== null && !xOf.has(of.lane))) continue;
    happened.set(
      of,
      point(
        of.atMs,
        of.kind === 'violation' ? 2 : 1,
        of.kind === 'violation' ? NEEDS.violation : NEEDS.event,
      ),
    );
  }
  const chief = chiefFaults(explanation);
  const struck = faults.map((of) => ({
    of,
    from: chief.has(of.id) ? point(inside(of.fromMs), 1, NEEDS.fault) : null,
    to:
      chief.has(of.id) && of.toMs > of.fromMs && of.toMs <= extent.toMs
        ? point(of.toMs, 2, NEEDS.faultEnd)
        : null,
  }));

  const rows = look.toScale ? toScale(points, extent, look.zoom) : stacked(points, extent, look.zoom);
  const place = new Places(width, left);

  const bands = struck.map(({ of, from, to }): Band => {
    const on = columns
      .filter(({ lane }) => of.lanes.includes(lane.name))
      .map((column) => ({ x: column.x, width: Math.min(column.width - 4, BAND_MOST) }));
    return {
      id: of.id,
      of,
      columns: on,
      y1: from ? from.y - 12 : rows.yOf(inside(of.fromMs)),
      y2: to?.y ?? rows.yOf(inside(of.toMs)),
      text: null,
    };
  });
  const marks = events.flatMap(({ of, weight }): Mark[] => {
    const x = of.lane === null ? null : xOf.get(of.lane);
    if (x === undefined || (x === null && weight !== 'strong')) return [];
    return [{ id: of.id, of, weight, x, y: happened.get(of)?.y ?? rows.yOf(of.atMs), text: null }];
  });
  const arrows = messages.flatMap(({ of, weight }): Arrow[] => {
    const [x1, x2] = [xOf.get(of.from), xOf.get(of.to)];
    if (x1 === undefined || x2 === undefined) return [];
    const ends = sent.get(of);
    const y1 = ends?.from.y ?? rows.yOf(of.sentMs);
    const arrived = of.arrivedMs === null ? null : (ends?.to?.y ?? rows.yOf(of.arrivedMs));
    const end = arrived === null ? 'lost' : of.fate !== null ? 'held' : 'whole';
    const whole = { id: of.id, of, weight, x1, y1, end, text: null } as const;
    // One that never arrived breaks off on its way.
    return [
      arrived === null ? { ...whole, x2: x1 + 0.6 * (x2 - x1), y2: y1 + 9 } : { ...whole, x2, y2: arrived },
    ];
  });

  const { likelihood } = explanation;
  const jump: Layout['jump'] = likelihood?.jump
    ? {
        y1: rows.yOf(inside(likelihood.jump.fromMs)),
        y2: rows.yOf(inside(likelihood.jump.toMs)),
        text: null,
      }
    : null;

  // What matters most finds its place first.
  for (const mark of marks.filter(({ of, weight }) => weight && of.kind === 'violation'))
    mark.text = place.event(mark, true);
  for (const band of bands) if (chief.has(band.id)) band.text = place.fault(band);
  if (jump) jump.text = place.jump(jump.y1);
  for (const arrow of arrows.filter(({ weight, end }) => weight === 'strong' && end !== 'whole'))
    arrow.text = place.message(arrow);
  for (const mark of marks.filter(({ of, weight }) => weight === 'strong' && of.kind !== 'violation'))
    mark.text = place.event(mark, false);
  for (const arrow of arrows.filter(({ weight, end }) => weight === 'strong' && end === 'whole'))
    arrow.text = place.message(arrow);

  return {
    width,
    height: rows.height,
    head,
    strong: sent.size + happened.size,
    left,
    columns,
    rows,
    arrows,
    marks,
    bands,
    blocks: explanation.spans.flatMap((of): Block[] => {
      const x = xOf.get(of.lane);
      if (x === undefined || of.toMs < extent.fromMs || of.fromMs > extent.toMs) return [];
      return [{ of, x, y1: rows.yOf(inside(of.fromMs)), y2: rows.yOf(inside(of.toMs)) }];
    }),
    times: look.toScale ? evenTimes(rows, extent) : timesOf(points, extent.fromMs, isNarrow ? '' : '⋮ '),
    shares: (likelihood?.points ?? [])
      .filter(({ of }) => of > 0)
      .map(({ atMs, failed, of }) => ({ y: rows.yOf(inside(atMs)), share: failed / of })),
    sharesX,
    jump,
  };
}

function weighed<T>(list: readonly T[], weigh: (item: T) => Weight): { of: T; weight: Weight }[] {
  return list.map((of) => ({ of, weight: weigh(of) })).filter(({ weight }) => weight !== null);
}

const LINE = 12;
const TIME_LEAST = 13;
const GAP_LEAST_MS = 30;
const GAP_LEAST_PX = 30;

/** The time of a row, where there is room for it, and how long nothing happened, where that was long. */
function timesOf(points: readonly Point[], fromMs: number, beforeGap: string): Layout['times'] {
  const times: Layout['times'] = [];
  let lastY = Number.NEGATIVE_INFINITY;
  let lastText = '';
  let before = { atMs: fromMs, y: 14 };
  for (const point of points) {
    const gapMs = point.atMs - before.atMs;
    if (gapMs >= GAP_LEAST_MS && point.y - before.y >= GAP_LEAST_PX) {
      const y = (Math.max(before.y, lastY) + point.y) / 2;
      if (y - lastY >= TIME_LEAST && point.y - y >= TIME_LEAST) {
        times.push({ y, text: beforeGap + took(gapMs), isGap: true });
        lastY = y;
      }
    }
    const text = moment(point.atMs).replace(' s', '');
    if (text !== lastText && point.y - lastY >= TIME_LEAST && point.needs >= LINE) {
      times.push({ y: point.y, text, isGap: false });
      [lastY, lastText] = [point.y, text];
    }
    before = point;
  }
  return times;
}

const PER_TICK_PX = 90;

function evenTimes(rows: Rows, { fromMs, toMs }: { fromMs: number; toMs: number }): Layout['times'] {
  return timeTicks(fromMs / 1000, toMs / 1000, Math.max(2, rows.height / PER_TICK_PX)).map((s) => ({
    y: rows.yOf(s * 1000),
    text: moment(s * 1000).replace(' s', ''),
    isGap: false,
  }));
}

const BESIDE = 8;
/** A text shorter than this says nothing. */
const TEXT_LEAST = 44;
const BUCKET = 64;
/** For as much of it as this, a text goes to the other side. */
const WANTED_MOST = 260;

/** Where texts go: none upon another. */
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
    const text = of.words.includes(of.kind) ? of.words : `${of.kind}: ${of.words}`;
    const first = columns[0];
    return this.#beside(text, first ? first.x - first.width / 2 - 4 : this.#left, y1 + 11, 'start');
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
