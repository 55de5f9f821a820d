/** What is shown: about whom, on which hosts, of which kind; and how near. */

import { number } from '../../page/format.ts';
import { html } from '../../page/html.ts';
import { KINDS, WHOLE } from '../filter.ts';

const RESTS = {
  faint: 'the rest faint',
  hidden: 'without the rest',
  strong: 'everything',
};

export function bar(store, diagram) {
  const { explanation, index } = store;
  const root = Object.assign(document.createElement('div'), { className: 'bar' });
  root.innerHTML =
    html`<select class="subject" aria-label="About whom"><option value="">what concerns it</option>${index.subjects.map((subject) => html`<option>${subject}</option>`)}</select>
<select class="rest" aria-label="The rest">${Object.entries(RESTS).map(([value, name]) => html`<option value="${value}">${name}</option>`)}</select>
${menu(
  'hosts',
  'Hosts',
  explanation.lanes.map(({ name }) => [name, name]),
)}
${menu('kinds', 'Kinds', Object.entries(KINDS), store.filter.hiddenKinds)}
<input type="search" class="field find" placeholder="find in everything" aria-label="Find">
<span class="count soft" aria-live="polite"></span>
<span class="push"></span>
<label class="wide" title="As much height for each second (s)"><input type="checkbox" class="scale">to scale</label>
<span class="group"><button type="button" data-do="out" title="Zoom out (-)" aria-label="Zoom out">−</button><button type="button" data-do="in" title="Zoom in (+)" aria-label="Zoom in">+</button></span>
<span class="group"><button type="button" data-do="back" title="Previous (k)" aria-label="Previous">↑</button><button type="button" data-do="next" title="Next (j)" aria-label="Next">↓</button></span>
${explanation.violation && html`<button type="button" data-do="violation" title="To the violation (v)">Violation</button>`}`.text;
  const find = (selector) => root.querySelector(selector);

  find('.subject').addEventListener('change', ({ target }) =>
    store.filterBy({ subject: target.value || null }),
  );
  find('.rest').addEventListener('change', ({ target }) => store.filterBy({ rest: target.value }));
  let waiting;
  find('.find').addEventListener('input', ({ target }) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => store.filterBy({ text: target.value.trim() }), 120);
  });
  find('.scale').addEventListener('change', ({ target }) => store.set({ toScale: target.checked }));
  store.on(['toScale'], () => {
    find('.scale').checked = store.toScale;
  });
  for (const [name, field] of [
    ['hosts', 'hiddenLanes'],
    ['kinds', 'hiddenKinds'],
  ]) {
    const list = find(`.menu.${name}`);
    list.addEventListener('change', () => {
      const boxes = [...list.querySelectorAll('input')];
      const hidden = new Set(boxes.filter(({ checked }) => !checked).map(({ value }) => value));
      list.classList.toggle('some', !sameSet(hidden, WHOLE[field]));
      store.filterBy({ [field]: hidden });
    });
    list.querySelector('.everyone').addEventListener('click', () => {
      const boxes = [...list.querySelectorAll('input')];
      const all = boxes.every(({ checked }) => checked);
      for (const box of boxes) box.checked = !all;
      list.dispatchEvent(new Event('change'));
    });
  }
  // A menu is closed by a click beside it.
  document.addEventListener('click', ({ target }) => {
    for (const open of root.querySelectorAll('.menu[open]')) if (!open.contains(target)) open.open = false;
  });
  diagram.onLaid = (strong) => {
    find('.count').textContent = `${number(strong)} shown`;
  };
  const actions = {
    in: () => diagram.zoomIn(),
    out: () => diagram.zoomOut(),
    next: () => diagram.step(1),
    back: () => diagram.step(-1),
    violation: () => diagram.toViolation(),
  };
  root.addEventListener('click', ({ target }) => actions[target.dataset?.do]?.());
  return root;
}

const menu = (name, title, entries, hidden = new Set()) =>
  html`<details class="menu ${name}"><summary>${title}</summary><div><button type="button" class="everyone">all or none</button>${entries.map(
    ([value, told]) =>
      html`<label><input type="checkbox" value="${value}"${!hidden.has(value) && html` checked`}>${told}</label>`,
  )}</div></details>`;

const sameSet = (a, b) => a.size === b.size && [...a].every((each) => b.has(each));
