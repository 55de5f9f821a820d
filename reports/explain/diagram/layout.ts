/**
 * Where everything of the space-time diagram stands: lanes across, time downwards. A function of data alone: the page
 * holds it drawn for one width, and the script in the page lays it out again when a reader filters, zooms or resizes.
 */
import type { Event, Explanation, Lane, Message } from '../../../harness/explanation/index.ts';
import { type Filter, type Weight, weightOf } from '../filter.ts';
import { chiefFaults, itemOf } from '../items.ts';
import { columnsOf, NARROW } from './columns.ts';
import {
  type Arrow,
  BAND_ABOVE,
  type Band,
  type Block,
  type Layout,
  type Mark,
  SHARES_WIDTH,
} from './drawing.ts';
import { placeTexts } from './places.ts';
import { type Point, stacked, toScale } from './rows.ts';
import { evenTimes, timesOf } from './times.ts';

export interface Look {
  width: number;
  /** 1: rows as near to each other as can be read. */
  zoom: number;
  toScale: boolean;
  filter: Filter;
  /** Leave out lanes on which nothing that matters happens. */
  busyOnly: boolean;
}

const NEEDS = { message: 23, arrival: 6, event: 18, fault: 20, faultEnd: 7, violation: 26 };
const RIGHT = 14;
const BAND_MOST = 46;

type Drawable = Pick<
  Explanation,
  'lanes' | 'spans' | 'faults' | 'messages' | 'events' | 'likelihood' | 'fromMs' | 'toMs' | 'window'
>;

export function layout(explanation: Drawable, look: Look): Layout {
  const { filter } = look;
  const messages = weighed(explanation.messages, (of) => weightOf(itemOf.message(of), filter));
  const events = weighed(explanation.events, (of) => weightOf(itemOf.event(of), filter));
  const faults = explanation.faults.filter((of) => weightOf(itemOf.fault(of), filter) !== null);

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

  const bands = struck.map(({ of, from, to }): Band => {
    const on = columns
      .filter(({ lane }) => of.lanes.includes(lane.name))
      .map((column) => ({ x: column.x, width: Math.min(column.width - 4, BAND_MOST) }));
    return {
      id: of.id,
      of,
      columns: on,
      y1: from ? from.y - BAND_ABOVE : rows.yOf(inside(of.fromMs)),
      y2: to?.y ?? rows.yOf(inside(of.toMs)),
      text: null,
    };
  });
  const marks = events.flatMap(({ of, weight }): Mark[] => {
    const x = of.lane === null ? null : xOf.get(of.lane);
    if (x === undefined) return [];
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

  placeTexts({ width, left, bands, marks, arrows, jump }, chief);

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
