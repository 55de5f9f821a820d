/** Chooses indexes by the Zipf law: the k-th is chosen in proportion to 1 / k^exponent. */
export function zipf(count, exponent) {
    const weights = Array.from({ length: count }, (_, i) => 1 / (i + 1) ** exponent);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const shares = weights.map((weight) => weight / total);
    let sum = 0;
    const upTo = shares.map((share) => {
        sum += share;
        return sum;
    });
    return {
        shares,
        pick(uniform) {
            let low = 0;
            let high = count - 1;
            while (low < high) {
                const middle = (low + high) >> 1;
                if (uniform < upTo[middle])
                    high = middle;
                else
                    low = middle + 1;
            }
            return low;
        },
    };
}
