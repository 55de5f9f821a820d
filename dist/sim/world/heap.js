function before(a, b) {
    if (a.timeUs !== b.timeUs)
        return a.timeUs < b.timeUs;
    if (a.tie !== b.tie)
        return a.tie < b.tie;
    return a.seq < b.seq;
}
export class EventHeap {
    #items = [];
    #cancelled = 0;
    push(event) {
        const items = this.#items;
        let i = items.length;
        items.push(event);
        while (i > 0) {
            const parent = (i - 1) >> 1;
            const p = items[parent];
            if (!before(event, p))
                break;
            items[i] = p;
            i = parent;
        }
        items[i] = event;
    }
    /** Cancelled events stay until they surface or until they are the greater part of the heap. */
    cancel(event) {
        if (event.run === null)
            return;
        event.run = null;
        this.#cancelled++;
        if (this.#cancelled > 1000 && this.#cancelled * 2 > this.#items.length)
            this.#compact();
    }
    /** The next event that was not cancelled, or undefined when nothing is left. */
    pop() {
        for (;;) {
            const top = this.#popAny();
            if (!top)
                return undefined;
            if (top.run !== null)
                return top;
            this.#cancelled--;
        }
    }
    clear() {
        this.#items = [];
        this.#cancelled = 0;
    }
    #popAny() {
        const items = this.#items;
        const top = items[0];
        const last = items.pop();
        if (last === undefined || items.length === 0)
            return top;
        this.#sink(0, last);
        return top;
    }
    #sink(from, event) {
        const items = this.#items;
        const n = items.length;
        let i = from;
        for (;;) {
            let child = 2 * i + 1;
            if (child >= n)
                break;
            if (child + 1 < n && before(items[child + 1], items[child]))
                child++;
            const c = items[child];
            if (!before(c, event))
                break;
            items[i] = c;
            i = child;
        }
        items[i] = event;
    }
    #compact() {
        this.#items = this.#items.filter((event) => event.run !== null);
        this.#cancelled = 0;
        for (let i = (this.#items.length >> 1) - 1; i >= 0; i--)
            this.#sink(i, this.#items[i]);
    }
}
