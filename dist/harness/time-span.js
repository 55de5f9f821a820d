/** A time as a person writes it: `90s`, `10m`, `1h30m`. */
import { InvalidArgumentError } from 'commander';
const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1000 };
export function timeSpan(text) {
    const match = text.match(/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/);
    const [h, m, s] = [1, 2, 3].map((i) => Number(match?.[i] ?? 0));
    const ms = h * UNITS_MS.h + m * UNITS_MS.m + s * UNITS_MS.s;
    if (!(ms > 0 && ms <= 1000 * UNITS_MS.h))
        throw new InvalidArgumentError('expected a time such as 90s, 10m or 1h30m.');
    return ms;
}
/** The same in seconds and within bounds; a bare number is seconds too. */
export function secondsBetween(min, max) {
    return (text) => {
        const seconds = secondsIn(text);
        if (seconds >= min && seconds <= max)
            return seconds;
        throw new InvalidArgumentError(`expected seconds from ${min} to ${max}, or a time such as 90s, 10m or 1h30m.`);
    };
}
/** Seconds may be none, or a part of one, with their unit as without it. NaN if it is no time. */
function secondsIn(text) {
    const bare = text.replace(/^([\d.]+)s$/, '$1');
    if (bare.trim() === '')
        return Number.NaN;
    if (!/[hms]$/.test(bare))
        return Number(bare);
    try {
        return timeSpan(bare) / 1000;
    }
    catch {
        return Number.NaN;
    }
}
