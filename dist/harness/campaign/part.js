/** Each shard takes every n-th seed: together they run each once, and each alone runs through the whole range. */
export function partOf(first, runs, { index, of }) {
    const count = Math.max(0, Math.ceil((runs - (index - 1)) / of));
    return {
        count,
        seed: (i) => first + index - 1 + i * of,
        /** Which of them a seed is; -1 for one that is another's. */
        indexOf(seed) {
            const i = (seed - first - (index - 1)) / of;
            return Number.isInteger(i) && i >= 0 && i < count ? i : -1;
        },
    };
}
