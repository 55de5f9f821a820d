/** Of Node 20. */
export const SUPPORTED_TYPES = Object.freeze([
    'function',
    'gc',
    'dns',
    'http',
    'http2',
    'mark',
    'measure',
    'net',
    'resource',
]);
const callbacks = new WeakMap();
export function remember(observer, callback) {
    callbacks.set(observer, callback);
}
export function observe(life, observer, { entryTypes, type, buffered }) {
    let observing = life.observers.get(observer);
    if (!observing || entryTypes) {
        observing = { observer, types: new Set(entryTypes), pending: [] };
        life.observers.set(observer, observing);
    }
    if (type !== undefined)
        observing.types.add(type);
    if (buffered && type !== undefined)
        for (const entry of life.timeline)
            if (entry.entryType === type)
                deliver(observing, entry);
}
export function stopObserving(life, observer) {
    life.observers.delete(observer);
}
export function takeRecords(life, observer) {
    return life.observers.get(observer)?.pending.splice(0) ?? [];
}
export function tell(life, entry) {
    for (const observing of life.observers.values())
        if (observing.types.has(entry.entryType))
            deliver(observing, entry);
}
function deliver(observing, entry) {
    observing.pending.push(entry);
    if (observing.pending.length > 1)
        return;
    setImmediate(() => {
        const entries = observing.pending.splice(0);
        if (entries.length > 0)
            callbacks.get(observing.observer)?.(listOf(entries), observing.observer);
    });
}
function listOf(entries) {
    return {
        getEntries: () => [...entries],
        getEntriesByName: (name, type) => entries.filter((e) => e.name === name && (type === undefined || e.entryType === type)),
        getEntriesByType: (type) => entries.filter((e) => e.entryType === type),
    };
}
