/** What is where in a layout. */
import { BAND_ABOVE } from '../diagram/drawing.ts';

const NEAR_PX = 7;

/** Where something is; undefined if the layout leaves it out. */
export function placeOf({ arrows, marks, bands, left }, id) {
  const arrow = arrows.find((each) => each.id === id);
  if (arrow) return { x: (arrow.x1 + arrow.x2) / 2, y: arrow.y1 };
  const mark = marks.find((each) => each.id === id);
  if (mark) return { x: mark.x ?? left, y: mark.y };
  const band = bands.find((each) => each.id === id);
  return band && { x: band.columns[0]?.x ?? left, y: band.y1 };
}

/** The id of what comes after the selected one, or before it, among all that stands out; from `y` on, if that is none of it. */
export function nextTo(layout, selected, y, by) {
  const steps = stepsOf(layout);
  const at = steps.findIndex(({ id }) => id === selected);
  if (at >= 0) return (steps[at + by] ?? steps[at]).id;
  const next = by > 0 ? steps.find((step) => step.y > y) : steps.findLast((step) => step.y < y);
  return (next ?? steps.at(by > 0 ? -1 : 0))?.id;
}

/** Whatever stands out, in its order down the diagram. */
function stepsOf({ arrows, marks, bands }) {
  return [
    ...arrows.filter(({ weight }) => weight === 'strong').map(({ id, y1 }) => ({ id, y: y1 })),
    ...marks.filter(({ weight }) => weight === 'strong').map(({ id, y }) => ({ id, y })),
    ...bands.map(({ id, y1 }) => ({ id, y: y1 + BAND_ABOVE })),
  ].sort((a, b) => a.y - b.y);
}

/** The id of what is nearest to a place, if anything is near; of a band, where nothing else is. */
export function nearest({ arrows, marks, bands }, { x, y }) {
  let best = null;
  let bestAt = NEAR_PX;
  const see = (id, distance, weight) => {
    // Of two that are near, what stands out is meant.
    const far = distance + (weight === 'faint' ? 3 : 0);
    if (far < bestAt) [best, bestAt] = [id, far];
  };
  for (const { id, x: markX, y: markY, weight } of marks)
    if (markX !== null && Math.abs(markY - y) < 12) see(id, Math.hypot(markX - x, markY - y) - 2, weight);
  for (const { id, x1, y1, x2, y2, weight } of arrows) {
    if (y < Math.min(y1, y2) - NEAR_PX || y > Math.max(y1, y2) + NEAR_PX) continue;
    see(id, distanceTo(x, y, x1, y1, x2, y2), weight);
  }
  if (best !== null) return best;
  const isOn = ({ columns, y1, y2 }) =>
    y >= y1 && y <= y2 && columns.some((on) => Math.abs(on.x - x) <= on.width / 2);
  return bands.find(isOn)?.id ?? null;
}

function distanceTo(x, y, x1, y1, x2, y2) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
