/** Links to things of the run, in the page or from outside: they lead into the diagram. */
import { hash as hashOf, idIn } from '../link.ts';

const TABS = { state: 'state', logs: 'logs' };

export function followLinks(store, diagram) {
  const leads = (hash) => {
    const id = idIn(hash);
    return TABS[id] !== undefined || store.index.byId.has(id);
  };
  const open = (hash) => {
    const id = idIn(hash);
    if (TABS[id]) store.set({ tab: TABS[id] });
    else {
      store.select(id);
      diagram.reveal(id);
    }
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const hash = link.getAttribute('href');
    if (!leads(hash)) return;
    event.preventDefault();
    // First, so that what was looked at before is what a reader comes back to.
    if (location.hash !== hash) history.pushState(null, '', hash);
    open(hash);
    if (!link.closest('.viewer')) intoView();
  });
  addEventListener('popstate', () => {
    if (leads(location.hash)) open(location.hash);
    else store.select(null);
  });
  store.on(['selected'], () => {
    const hash = store.selected === null ? '' : hashOf(store.selected);
    if (location.hash !== hash) history.replaceState(null, '', hash || location.pathname + location.search);
    for (const link of document.querySelectorAll('.story a'))
      link.classList.toggle('here', link.getAttribute('href') === hash);
  });
  if (leads(location.hash)) {
    open(location.hash);
    intoView();
  }
}

function intoView() {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.querySelector('.viewer').scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
}
