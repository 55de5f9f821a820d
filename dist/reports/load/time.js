const VIOLATIONS_MOST = 5;
/** Each x is the middle of a slice. */
export function timeAxis(result) {
    const { slices, sliceMs } = result.timeline;
    return {
        x: Array.from({ length: slices }, (_, i) => ((i + 0.5) * sliceMs) / 1000),
        xIs: 'time',
        sync: 'time',
        marks: marksOf(result),
        span: [0, endMs(result) / 1000 || 1],
    };
}
/** The last slice of a run is mostly one that it ended in: not filled, it says nothing and is not shown. */
function endMs({ timeline: { slices, sliceMs }, settings: { drivenMs } }) {
    return slices * sliceMs <= drivenMs ? slices * sliceMs : Math.max(drivenMs, (slices - 1) * sliceMs);
}
/** Counts of slices as rates; none for a slice that the run did not fill. */
export function perSecond(counts, result) {
    const { sliceMs } = result.timeline;
    const endsMs = endMs(result);
    return counts.map((count, i) => ((i + 1) * sliceMs <= endsMs ? (count * 1000) / sliceMs : null));
}
/** When which process was down or halted, and when invariants were violated. */
function marksOf({ chaos, verdict }) {
    const hurt = chaos.map(({ atMs, durationMs, kind, instance }) => ({
        from: atMs / 1000,
        to: (atMs + durationMs) / 1000,
        label: kind === 'death' ? `${instance} died` : `${kind} ${instance}`,
    }));
    // The ledger is drawn up after the run: what it finds has no time.
    const broken = verdict.violations
        .filter(({ atMs }) => atMs > 0)
        .slice(0, VIOLATIONS_MOST)
        .map(({ atMs, invariant }) => ({ from: atMs / 1000, to: atMs / 1000, label: `${invariant} violated` }));
    return [...hurt, ...broken];
}
