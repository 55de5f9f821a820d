/** A smaller change is none. */
export const SAME_PERCENT = 5;
/** A percentile with fewer requests beyond it is the work of a few. */
export const BEYOND_LEAST = 10;
const PERCENTILES = [50, 90, 99, 99.9];
const GRAIN_MS = 0.05;
export function compareFigures(before, after) {
    const others = new Map(figuresOf(after).map((figure) => [figure.name, figure]));
    return figuresOf(before).flatMap((a) => {
        const b = others.get(a.name);
        return b && a.value !== null && b.value !== null ? [judged(a, a.value, b, b.value)] : [];
    });
}
function judged(a, before, b, after) {
    const { name, unit, grain } = a;
    // What was nothing has no share: it is as much as its grain.
    const size = Math.abs(Math.log(Math.max(after, grain) / Math.max(before, grain)));
    const isSame = size < Math.log(1 + SAME_PERCENT / 100) || Math.abs(after - before) < grain;
    const isBetter = a.isGain ? after > before : after < before;
    const judgement = a.isOfTooFew || b.isOfTooFew ? 'too few' : isSame ? 'same' : isBetter ? 'better' : 'worse';
    return { name, unit, before, after, size, judgement };
}
function figuresOf(run) {
    const { latency, flows, requests, timeline, services, mongo, scenario } = run;
    const answered = timeline.done.reduce((a, b) => a + b, 0);
    const perRequest = (sum) => (answered === 0 ? null : sum / answered);
    const cpuMs = services
        .flatMap(({ cpu }) => cpu)
        .reduce((sum, of) => sum + (of ?? 0) * timeline.sliceMs, 0);
    const commands = mongo.reduce((sum, { duration }) => sum + duration.count, 0);
    const memoryMb = services.reduce((sum, { rssMb }) => sum + Math.max(0, ...rssMb.map((mb) => mb ?? 0)), 0);
    const isOurs = services.length > 0;
    return [
        { name: 'errors', unit: '%', value: requests.failedPercent, grain: 0.01 },
        {
            name: 'requests answered',
            unit: '/s',
            value: requests.due === 0 ? null : requests.answeredPerS,
            grain: 0.01,
            isGain: true,
        },
        ...Object.entries(scenario.kinds).flatMap(([kind, { limit }]) => percentiles(limit, latency.kinds[kind])),
        ...percentiles('service', latency.service),
        ...Object.entries(flows).flatMap(([name, { all }]) => percentiles(name, all)),
        {
            name: 'CPU of the services per request',
            unit: 'ms',
            value: isOurs ? perRequest(cpuMs) : null,
            grain: GRAIN_MS,
        },
        {
            name: 'MongoDB commands per request',
            unit: '',
            value: isOurs ? perRequest(commands) : null,
            grain: 0.01,
        },
        { name: 'memory of the services, at most', unit: 'MB', value: isOurs ? memoryMb : null, grain: 1 },
    ];
}
function percentiles(name, spectrum) {
    if (!spectrum || spectrum.count === 0)
        return [];
    return PERCENTILES.map((p) => ({
        name: `${name} p${p}`,
        unit: 'ms',
        value: spectrum.points.find(({ percentile }) => percentile === p)?.ms ?? null,
        grain: GRAIN_MS,
        isOfTooFew: spectrum.count * (1 - p / 100) < BEYOND_LEAST,
    }));
}
