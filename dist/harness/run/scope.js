/** What the counts of work include beyond the time measured, in a few words; none when that is nothing. */
export function workIncludes({ search, warmupMs }) {
    if (search !== null)
        return 'search and warm-up included';
    return warmupMs > 0 ? 'warm-up included' : null;
}
