/** Beside the diagram: one thing in full, what collections held at the moment, and the logs of all processes. */
import { html } from '../../page/html.ts';
import { detail } from '../view/detail.ts';
import { logRow } from '../view/log-line.ts';
import { logsNear } from '../view/logs.ts';
import { collectionsOf, invariantView, stateView } from '../view/state.ts';
import { moment } from '../words.ts';
import { KEYS } from './help.js';

const TABS = { details: 'Details', state: 'State', logs: 'Logs' };

export function side(store, diagram) {
  const { explanation, index } = store;
  const root = Object.assign(document.createElement('aside'), { className: 'side' });
  root.setAttribute('aria-label', 'Details, state and logs');
  root.innerHTML =
    html`<div class="tabs" role="tablist">${Object.entries(TABS).map(([tab, name]) => html`<button type="button" role="tab" data-tab="${tab}">${name}</button>`)}<button type="button" class="close phone" aria-label="Close">Close</button></div><div class="tab" role="tabpanel" tabindex="0" aria-live="polite"></div>`.text;
  const body = root.querySelector('.tab');
  const collections = collectionsOf(explanation);
  const names = [...collections.keys()];
  const INVARIANT = 'invariant';
  // The collection of which most is said about what broke comes first.
  let collection = names
    .map((name) => [name, collections.get(name).filter(({ strong }) => strong).length])
    .sort((a, b) => b[1] - a[1])[0]?.[0];
  collection ??= INVARIANT;
  let related = false;

  const show = {
    details() {
      const item = store.selected === null ? undefined : index.byId.get(store.selected);
      return item === undefined ? KEYS : detail(item, index, explanation);
    },
    state() {
      const { filter, atMs } = store;
      const options = [
        ...names.map(
          (name) => html`<option value="${name}"${name === collection && html` selected`}>${name}</option>`,
        ),
        explanation.invariantStates.length > 0 &&
          html`<option value="${INVARIANT}"${collection === INVARIANT && html` selected`}>what the invariant held</option>`,
      ];
      const held =
        collection === INVARIANT
          ? invariantView(explanation.invariantStates, atMs)
          : stateView(
              collections.get(collection) ?? [],
              atMs,
              related ? aboutWhom(store) : null,
              filter.text,
            );
      return html`<div class="pick"><select class="collection" aria-label="Collection">${options}</select><b>at ${moment(atMs)}</b><span class="group"><button type="button" data-change="-1" title="The change before">‹</button><button type="button" data-change="1" title="The next change">›</button></span>${collection !== INVARIANT && aboutWhom(store) && html`<label><input type="checkbox" class="related"${related && html` checked`}>only ${aboutWhom(store)}</label>`}</div>${held}`;
    },
    logs() {
      const { rows, before, after } = logsNear(index, store.filter, store.atMs);
      if (rows.length === 0) return html`<p class="soft">No line passes the filter.</p>`;
      return html`${before > 0 && html`<p class="soft">${before} earlier</p>`}<ol class="logs">${rows.map(({ of, isLater }) => logRow(of, of.id === store.selected, isLater))}</ol>${after > 0 && html`<p class="soft">${after} later</p>`}`;
    },
  };

  const draw = () => {
    const { tab } = store;
    for (const button of root.querySelectorAll('[data-tab]'))
      button.setAttribute('aria-selected', String(button.dataset.tab === tab));
    body.innerHTML = show[tab]().text;
    body.dataset.shows = tab;
    root.classList.toggle('sheet-up', tab === 'details' && store.selected !== null);
  };
  store.on(['tab', 'selected'], () => {
    draw();
    body.scrollTop = 0;
    toNow();
  });
  store.on(['atMs', 'filter'], () => {
    if (store.tab === 'details') return;
    draw();
    toNow();
  });
  const toNow = () => {
    const now = body.querySelector('.log.later') ?? body.querySelector('.logs li:last-child .log');
    if (store.tab === 'logs' && now) body.scrollTop = now.offsetTop - body.offsetTop - body.clientHeight / 2;
  };
  const change = (by) => {
    const moments = (
      collection === INVARIANT ? explanation.invariantStates : (collections.get(collection) ?? [])
    ).map(({ atMs }) => atMs);
    const to = by > 0 ? moments.find((ms) => ms > store.atMs) : moments.findLast((ms) => ms < store.atMs);
    if (to !== undefined) diagram.goTo(to);
  };
  root.addEventListener('click', ({ target }) => {
    if (target.dataset?.change) change(Number(target.dataset.change));
    if (target.dataset?.tab) store.set({ tab: target.dataset.tab });
    if (target.classList.contains('close')) store.select(null);
  });
  root.addEventListener('change', ({ target }) => {
    if (target.classList.contains('collection')) collection = target.value;
    else if (target.classList.contains('related')) related = target.checked;
    else return;
    draw();
  });
  draw();
  return root;
}

const aboutWhom = ({ filter, explanation }) => filter.subject ?? explanation.violation?.subject ?? null;
