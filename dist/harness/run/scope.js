/** What the counts of orders include beyond the time measured, in a few words; none when that is nothing. */
export function ordersInclude({ search, warmupMs }) {
    if (search !== null)
        return 'search and warm-up included';
    return warmupMs > 0 ? 'warm-up included' : null;
}
