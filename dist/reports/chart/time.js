/** Time along an axis: ticks at whole seconds, minutes and hours, as clocks have them. */
import { multiples, roundedUp } from './scale.js';
const STEPS_S = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];
const TICKS = 7;
const MINUTE_S = 60;
const HOUR_S = 3600;
export function timeTicks(fromS, toS, most = TICKS) {
    return multiples(timeStep((toS - fromS) / most), fromS, toS);
}
/** The least step that is round on a clock and not below `roughS`. */
function timeStep(roughS) {
    if (roughS < 1)
        return roundedUp(roughS || 1);
    return STEPS_S.find((step) => step >= roughS) ?? roundedUp(roughS / 86_400) * 86_400;
}
/** `12`, `1:05`, `2:00:00`: as long as the longest time beside it asks for. */
export function timeName(s, longestS) {
    if (longestS <= 2 * MINUTE_S)
        return String(Number(s.toFixed(3)));
    const two = (value) => String(Math.floor(value)).padStart(2, '0');
    const rest = s - Math.floor(s);
    const seconds = `${two(s % MINUTE_S)}${rest > 0.0005 ? String(Number(rest.toFixed(3))).slice(1) : ''}`;
    if (longestS < HOUR_S)
        return `${Math.floor(s / MINUTE_S)}:${seconds}`;
    return `${Math.floor(s / HOUR_S)}:${two((s % HOUR_S) / MINUTE_S)}:${seconds}`;
}
/** What the axis itself is called. */
export function timeLabel(longestS) {
    if (longestS <= 2 * MINUTE_S)
        return 'seconds of the run';
    return longestS < HOUR_S ? 'minutes:seconds of the run' : 'hours:minutes:seconds of the run';
}
