/**
 * Where a series of nights changed its level, and did not just have a bad night.
 *
 * The split that tells two levels apart best is tested by shuffling: if chance makes one as good often, it is none.
 * Each side is then looked at in the same way.
 */

/** A change seen in fewer nights than this on either side could be anything. */
const NIGHTS_LEAST = 4;
const SHUFFLES = 499;
const CHANCE_MOST = 0.01;

/** Positions at which a new level begins, ascending. `random` gives uniform numbers in [0, 1). */
export function changePoints(values: readonly number[], random: () => number): number[] {
  const best = bestSplit(values);
  if (!best) return [];
  let asGood = 0;
  for (let i = 0; i < SHUFFLES; i++) {
    const shuffled = bestSplit(shuffle(values, random));
    if (shuffled && shuffled.strength >= best.strength) asGood++;
  }
  if ((asGood + 1) / (SHUFFLES + 1) > CHANCE_MOST) return [];
  const before = changePoints(values.slice(0, best.at), random);
  const after = changePoints(values.slice(best.at), random);
  return [...before, best.at, ...after.map((at) => at + best.at)];
}

function bestSplit(values: readonly number[]): { at: number; strength: number } | null {
  let best: { at: number; strength: number } | null = null;
  for (let at = NIGHTS_LEAST; at <= values.length - NIGHTS_LEAST; at++) {
    const left = values.slice(0, at);
    const right = values.slice(at);
    const gap = Math.abs(mean(left) - mean(right));
    // How much of the spread the two levels explain.
    const strength = ((left.length * right.length) / values.length) * gap * gap;
    if (!best || strength > best.strength) best = { at, strength };
  }
  return best && best.strength > 0 ? best : null;
}

function shuffle(values: readonly number[], random: () => number): number[] {
  const shuffled = [...values];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
