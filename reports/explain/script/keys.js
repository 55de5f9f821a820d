/** The keyboard: everything a mouse does, while no field is written in. */
export function followKeys(store, diagram) {
  const actions = {
    j: () => diagram.step(1),
    k: () => diagram.step(-1),
    '+': () => diagram.zoomIn(),
    '=': () => diagram.zoomIn(),
    '-': () => diagram.zoomOut(),
    0: () => diagram.zoom(null),
    s: () => store.set({ toScale: !store.toScale }),
    f: () => document.querySelector('.viewer .find').focus(),
    v: () => diagram.toViolation(),
    1: () => store.set({ tab: 'details' }),
    2: () => store.set({ tab: 'state' }),
    3: () => store.set({ tab: 'logs' }),
    '?': () => {
      store.select(null);
      store.set({ tab: 'details' });
    },
  };
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape') {
      for (const menu of document.querySelectorAll('.menu[open]')) menu.open = false;
      if (target.matches?.('input, select')) target.blur();
      else store.select(null);
      return;
    }
    if (target.matches?.('input, select, textarea')) return;
    // Arrows scroll the page, but where the diagram has been gone into.
    const arrow = document.activeElement === diagram.scroller && { ArrowDown: 1, ArrowUp: -1 }[key];
    if (arrow) diagram.step(arrow);
    else if (actions[key]) actions[key]();
    else return;
    event.preventDefault();
  });
}
