/** Those on one of the metrics; in the unit they are measured in: ms, % or per second. */
export function limitsOn({ verdict }, ...metrics) {
    return verdict.slos
        .filter(({ metric }) => metrics.includes(metric))
        .map(({ limit, bound }) => ({ at: bound, label: limit }));
}
