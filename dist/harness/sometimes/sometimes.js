/** For a watch that needs to remember nothing. */
export const sometimes = (name, says, watch) => ({
    name,
    says,
    create: () => watch,
});
/** Watches one run for a list of states, each until it is reached. */
export class Reached {
    #stores;
    #reached = [];
    #open;
    constructor(all, stores) {
        this.#stores = stores;
        this.#open = all.map(({ name, create }) => ({ name, watch: create() }));
    }
    get names() {
        return [...this.#reached].sort();
    }
    onChange(change) {
        this.#see((watch) => watch.onChange?.(change, this.#stores));
    }
    onAnswer(answer) {
        this.#see((watch) => watch.onAnswer?.(answer, this.#stores));
    }
    onSignal(signal) {
        this.#see((watch) => watch.onSignal?.(signal, this.#stores));
    }
    #see(saysYes) {
        const before = this.#reached.length;
        for (const { name, watch } of this.#open)
            if (saysYes(watch))
                this.#reached.push(name);
        if (this.#reached.length > before)
            this.#open = this.#open.filter(({ name }) => !this.#reached.includes(name));
    }
}
