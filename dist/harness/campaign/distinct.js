/**
 * How many different hashes there were. Of each 13 hex digits are kept, in a table of plain numbers: ten million cost
 * 134 MB, where a `Set` of strings takes eight times as much. Two of ten million that are different are taken for the
 * same with a chance of one in a hundred.
 */
const DIGITS = 13;
const FULLEST = 0.7;
export class Distinct {
    size = 0;
    #slots = new Float64Array(1 << 10);
    /** True if it is new. */
    add(hash) {
        // Never 0, which marks an empty slot.
        const value = Number.parseInt(hash.slice(0, DIGITS) || '0', 16) + 1;
        const slot = place(this.#slots, value);
        if (this.#slots[slot] === value)
            return false;
        this.#slots[slot] = value;
        if (++this.size > this.#slots.length * FULLEST)
            this.#grow();
        return true;
    }
    #grow() {
        const larger = new Float64Array(this.#slots.length * 2);
        for (const value of this.#slots)
            if (value !== 0)
                larger[place(larger, value)] = value;
        this.#slots = larger;
    }
}
/** Where a value stands, or would. The lengths are powers of two, and hashes are even enough to be their own. */
function place(slots, value) {
    const mask = slots.length - 1;
    let slot = value % slots.length;
    while (slots[slot] !== 0 && slots[slot] !== value)
        slot = (slot + 1) & mask;
    return slot;
}
