/** When requests are due: ascending milliseconds from the start. */
/** How much of the time between two crowds a crowd takes. */
const BURST_WIDTH = 0.05;
export function arrivalTimes(count, when, random) {
    const times = new Float64Array(count);
    const { durationMs, bursts } = when;
    const everyMs = durationMs / Math.max(1, bursts);
    for (let i = 0; i < count; i++) {
        if (when.arrivals === 'constant')
            times[i] = ((i + 0.5) * durationMs) / count;
        // Given their number, the arrivals of a Poisson process are independent and uniform over the time.
        else if (when.arrivals === 'poisson')
            times[i] = random() * durationMs;
        else
            times[i] = (Math.floor(random() * bursts) + random() * BURST_WIDTH) * everyMs;
    }
    // Microseconds are fine enough, and keep a saved plan readable.
    return times.map((ms) => Math.round(ms * 1000) / 1000).sort();
}
