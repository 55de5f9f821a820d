/** From lanes to places across. Those with nothing to tell are narrow, and a screen too narrow for all is scrolled. */
import type { Lane } from '../../../harness/explanation/index.ts';

export interface Column {
  lane: Lane;
  x: number;
  width: number;
  /** Nothing that matters happens on it. */
  quiet: boolean;
  /** How its name stands: wider than the lane, it is raised above those beside it; or on end, if that is not enough. */
  name: 'level' | 'raised' | 'upright';
}

/** Pixels at least; on a phone, where it is scrolled otherwise, less. */
const BUSY_LEAST = { wide: 46, narrow: 34 };
/** Below this a screen is narrow. */
export const NARROW = 560;
const QUIET = 22;
const QUIET_SHARE = 0.4;
/** What a name on end takes. */
const UPRIGHT = 18;

export interface Columns {
  columns: Column[];
  width: number;
  /** The height of the names above. */
  head: number;
}

export function columnsOf(
  lanes: readonly Lane[],
  isBusy: (lane: Lane) => boolean,
  { width, left, right }: { width: number; left: number; right: number },
): Columns {
  const busy = lanes.filter(isBusy).length;
  const shares = busy + (lanes.length - busy) * QUIET_SHARE;
  const unit = Math.max((width - left - right) / Math.max(shares, 1), 0);
  let x = left;
  const columns = lanes.map((lane): Column => {
    const quiet = !isBusy(lane);
    const own =
      quiet && busy > 0
        ? Math.max(QUIET, unit * QUIET_SHARE)
        : Math.max(width < NARROW ? BUSY_LEAST.narrow : BUSY_LEAST.wide, unit);
    const column: Column = { lane, x: x + own / 2, width: own, quiet, name: 'level' };
    x += own;
    return column;
  });
  const whole = Math.max(width, x + right);
  const names = named(columns, whole);
  columns.forEach((column, i) => {
    column.name = names[i]!;
  });
  const upright = columns.filter(({ name }) => name === 'upright').map(({ lane }) => nameWidth(lane.name));
  const isRaised = names.includes('raised');
  return { columns, width: whole, head: Math.max(isRaised ? 46 : 30, ...upright.map((each) => each + 10)) };
}

/** No name lies on another: of neighbours, every other may stand higher. */
function named(columns: readonly Column[], width: number): Column['name'][] {
  // How far names reach to the right; one on end stands in the way at both heights.
  const ends = { level: 0, raised: 0 };
  const isNarrow = columns.map(({ lane, width: own }) => own < 0.62 * nameWidth(lane.name));
  return columns.map(({ lane, x }, i) => {
    const half = nameWidth(lane.name) / 2;
    const right = Math.min(width, isNarrow[i + 1] ? columns[i + 1]!.x - UPRIGHT / 2 : width);
    const level = (['level', 'raised'] as const).find((each) => x - half >= ends[each]);
    if (isNarrow[i] || level === undefined || x + half > right) {
      ends.level = ends.raised = x + UPRIGHT / 2;
      return 'upright';
    }
    ends[level] = x + half;
    return level;
  });
}

const nameWidth = (name: string): number => name.length * 7.4 + 8;
