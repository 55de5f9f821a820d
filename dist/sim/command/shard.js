/** What a person writes for a part of a whole (`3/16`). */
import { InvalidArgumentError } from 'commander';
export function shardOf(text) {
    const [, index, of] = (text.match(/^(\d+)\/(\d+)$/) ?? []).map(Number);
    if (index === undefined || of === undefined || index < 1 || index > of || of > 100_000)
        throw new InvalidArgumentError('expected a part of a whole, such as 1/16 up to 16/16.');
    return { index, of };
}
