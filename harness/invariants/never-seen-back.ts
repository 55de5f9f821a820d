/**
 * A client's own sight of a product moves forward only, whichever instance answers.
 *
 * Requests of one client that overlap in time have no order: an answer is compared only with those that had
 * come before its request was sent.
 */
import type { Invariant } from './invariant.ts';
import { finder, product } from './shop.ts';

const found = finder('never-seen-back');

/** Rising versions with the moment each was first known to the client, both ascending. */
type Sight = Array<{ atMs: number; version: number }>;

/** The highest version that was known before the given moment; 0 if none. */
function knownBefore(sight: Sight, beforeMs: number): number {
  let low = 0;
  let high = sight.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sight[middle]!.atMs < beforeMs) low = middle + 1;
    else high = middle;
  }
  return sight[low - 1]?.version ?? 0;
}

export const neverSeenBack: Invariant = {
  name: 'never-seen-back',
  says: "A client never sees a product's last_version go back.",
  create() {
    const sights = new Map<string, Sight>();
    return {
      onAnswer(answer) {
        const version = answer.body?.last_version;
        if (answer.kind !== 'product' || answer.status !== 200 || typeof version !== 'number') return [];
        const key = JSON.stringify([answer.client, answer.key]);
        const sight = sights.get(key) ?? [];
        sights.set(key, sight);
        const known = knownBefore(sight, answer.sentMs);
        if (version > (sight.at(-1)?.version ?? 0)) sight.push({ atMs: answer.atMs, version });
        if (version >= known) return [];
        return [
          found(
            answer.atMs,
            product(answer.key),
            `${answer.client} saw version ${known}, and then ${version}`,
          ),
        ];
      },
    };
  },
};
