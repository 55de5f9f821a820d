/** What a reader looks at, and who wants to know when it changes. */
export class Store {
  #listeners = [];

  constructor(values) {
    Object.assign(this, values);
  }

  /** Told after `set` has changed any of these. */
  on(names, listener) {
    this.#listeners.push([names, listener]);
  }

  set(values) {
    const changed = Object.keys(values).filter((name) => this[name] !== values[name]);
    if (changed.length === 0) return;
    Object.assign(this, values);
    for (const [names, listener] of this.#listeners)
      if (names.some((name) => changed.includes(name))) listener();
  }

  filterBy(values) {
    this.set({ filter: { ...this.filter, ...values } });
  }

  /** Shows one thing: all that can be is about it. Null lets go of it. */
  select(id) {
    const item = this.index.byId.get(id);
    if (id !== null && item === undefined) return;
    this.set(item === undefined ? { selected: null } : { selected: id, atMs: item.atMs, tab: 'details' });
  }
}
