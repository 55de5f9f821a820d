/**
 * Which records a filter needs to look at. An index serves equality on its first fields, then one range or list of
 * values, and gives the order of a sort where it has it. What it yields is a superset: the filter is put to each.
 */
import { BSONRegExp } from 'bson';
import { identical } from '../bson/compare.js';
import { complement } from '../bson/keystring.js';
import { isObject } from '../bson/values.js';
import { fail } from '../errors.js';
import { collectBounds, conjuncts, TOP } from './bounds.js';
import { isOperatorObject } from './leaf.js';
import { compileFilter } from './match.js';
export function plan(coll, filter, sort, hint, natural = 0) {
    if (natural !== 0)
        return { records: scan(coll, natural < 0), sorted: true, index: undefined };
    const bounds = collectBounds(filter);
    const hinted = hint === undefined ? undefined : hintedIndex(coll, hint);
    if (hinted === 'natural')
        return { records: scan(coll, false), sorted: false, index: undefined };
    let best;
    for (const index of hinted ? [hinted] : coll.indexes) {
        if (!hinted && !usable(index, filter))
            continue;
        let prefix = 0;
        while (bounds.get(index.fields[prefix])?.equality && fits(index, bounds.get(index.fields[prefix])))
            prefix++;
        const range = prefix < index.fields.length &&
            bounds.has(index.fields[prefix]) &&
            fits(index, bounds.get(index.fields[prefix]));
        const order = sort !== undefined && orderOf(index, prefix, sort, bounds) !== 0;
        let score = prefix * 4 + (range ? 2 : 0) + (order ? 1 : 0);
        if (prefix === index.fields.length && index.unique)
            score += 100;
        if (score > 0 && (!best || score > best.score))
            best = { index, score, prefix };
    }
    if (!best && hinted)
        best = { index: hinted, score: 0, prefix: 0 };
    if (!best)
        return { records: scan(coll, false), sorted: false, index: undefined };
    const { index, prefix } = best;
    const direction = sort ? orderOf(index, prefix, sort, bounds) : 0;
    const intervals = intervalsOf(index, prefix, bounds);
    return { records: fetch(coll, index, intervals, direction < 0), sorted: direction !== 0, index };
}
function* scan(coll, backward) {
    for (const [, rec] of backward ? coll.records.descend() : coll.records.ascend())
        yield rec;
}
function* fetch(coll, index, intervals, backward) {
    const seen = index.multikey ? new Set() : undefined;
    for (const [low, high] of backward ? intervals.toReversed() : intervals) {
        const entries = backward ? index.entries.descend(high + TOP) : index.entries.ascend(low);
        for (const [key, rid] of entries) {
            if (backward ? key < low : key.length > high.length ? key.slice(0, high.length) > high : key > high)
                break;
            if (seen) {
                if (seen.has(rid))
                    continue;
                seen.add(rid);
            }
            const rec = coll.records.get(rid);
            if (rec)
                yield rec;
        }
    }
}
/** 1 when the index after `prefix` equal fields is in the sort's order, -1 when in the reverse, else 0. */
function orderOf(index, prefix, sort, bounds) {
    if (index.multikey || index.spec.sparse)
        return 0;
    let at = 0;
    let direction = 0;
    for (let i = 0; i < sort.fields.length; i++) {
        const field = sort.fields[i];
        const fixed = index.fields.indexOf(field);
        if (fixed >= 0 && fixed < prefix && bounds.get(field)?.intervals.length === 1)
            continue;
        // A list of values on the way would interleave its ranges.
        while (at < prefix && bounds.get(index.fields[at])?.intervals.length === 1)
            at++;
        if (index.fields[at] !== field)
            return 0;
        const way = (index.descending[at] ? -1 : 1) * sort.signs[i];
        if (direction !== 0 && way !== direction)
            return 0;
        direction = way;
        at++;
    }
    return direction === 0 ? 1 : direction;
}
function intervalsOf(index, prefix, bounds) {
    let out = [['', '']];
    const fields = index.fields.slice(0, prefix + 1);
    for (const [i, field] of fields.entries()) {
        const b = bounds.get(field);
        if (!b || !fits(index, b))
            break;
        const own = index.descending[i]
            ? b.intervals.map(([low, high]) => [complement(high), complement(low)]).reverse()
            : b.intervals;
        out = out.flatMap(([a, z]) => own.map(([low, high]) => [a + low, z + high]));
        if (!b.equality)
            break;
    }
    return out;
}
function fits(index, b) {
    return !index.spec.sparse || !b.needsMissing;
}
/** A partial index serves only filters that imply its own. */
function usable(index, filter) {
    const own = index.spec.partialFilterExpression;
    if (!own)
        return true;
    const parts = conjuncts(filter);
    return conjuncts(own).every(([field, wanted]) => parts.some(([name, value]) => {
        if (name !== field)
            return false;
        if (identical(value, wanted))
            return true;
        if (isOperatorObject(value) || value instanceof BSONRegExp || value === null || Array.isArray(value))
            return false;
        return compileFilter({ v: wanted })({ v: value });
    }));
}
function hintedIndex(coll, hint) {
    if (isObject(hint) && '$natural' in hint)
        return 'natural';
    const index = coll.indexes.find((i) => typeof hint === 'string' ? i.spec.name === hint : identical(i.spec.key, hint));
    return (index ??
        fail(2, 'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index'));
}
