/** From values to places on an axis, and where its ticks stand: always at 1, 2 or 5 times a power of ten. */
const FACTORS = [1, 2, 5, 10];
const TICKS = 5;
/** A few parts in a billion are rounding, not a difference. */
const CLOSE = 1e-9;
/** The least round number that is not below a positive one. */
export function roundedUp(value) {
    const magnitude = 10 ** Math.floor(Math.log10(value) + CLOSE);
    const factor = FACTORS.find((candidate) => candidate * magnitude >= value * (1 - CLOSE));
    return exact(factor * magnitude);
}
/** The greatest round number that is not above a positive one. */
export function roundedDown(value) {
    const magnitude = 10 ** Math.floor(Math.log10(value) + CLOSE);
    const factor = FACTORS.findLast((candidate) => candidate * magnitude <= value * (1 + CLOSE));
    return exact(factor * magnitude);
}
/** Every multiple of `step` from `low` to `high`. */
export function multiples(step, low, high) {
    const ticks = [];
    for (let i = Math.ceil(low / step - CLOSE); i * step <= high + Math.abs(step) * CLOSE; i++)
        ticks.push(exact(i * step));
    return ticks;
}
/** From `low` to `high`, or to the next tick above it. Steps are of `least` or more: 1 for what is counted. */
export function linear(low, high, options = {}) {
    // What has no extent stands in the middle of some.
    const [from, end] = high > low ? [low, high] : [low - 0.5, high + 0.5];
    const step = Math.max(roundedUp((end - from) / TICKS), options.least ?? 0);
    const to = options.grow ? exact(Math.ceil(end / step - CLOSE) * step) : end;
    return { from, to, ticks: multiples(step, from, to), at: (value) => (value - from) / (to - from) };
}
/** Both above 0. Without `grow` the axis ends where it is told, and not at the round numbers around that. */
export function logarithmic(low, high, options = {}) {
    const [from, end] = options.grow === false ? [low, high] : [roundedDown(low), roundedUp(high)];
    const to = end > from ? end : from * 10;
    const decades = Math.log10(to / from);
    // Few enough to be read apart: powers of ten alone, or 2 and 5 between them.
    const factors = decades <= 3 ? [1, 2, 5] : [1];
    const ticks = [];
    for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
        for (const factor of factors) {
            const tick = exact(factor * 10 ** power);
            if (tick >= from * (1 - CLOSE) && tick <= to * (1 + CLOSE))
                ticks.push(tick);
        }
    return { from, to, ticks, at: (value) => Math.log10(Math.max(value, from) / from) / decades };
}
const exact = (value) => Number(value.toPrecision(12));
