/** The space-time diagram as places: what `layout.ts` makes and all else here draws. */
import type { Event, ExplainedFault, Message, Span } from '../../../harness/explanation/index.ts';
import type { Weight } from '../filter.ts';
import type { Column } from './columns.ts';
import type { Rows } from './rows.ts';

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

/** Pixels from where a band that is told begins to its row, so that its name has room in it. */
export const BAND_ABOVE = 12;

/** Of the column that shows the likelihood. */
export const SHARES_WIDTH = 14;
