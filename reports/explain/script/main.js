/**
 * Runs in the reader's browser: makes of the still page one to step through. One store holds what is looked at; the
 * diagram, the axis, the side and the bar above each show it their own way. Without this the page is whole, but still.
 */
import { WHOLE } from '../filter.ts';
import { indexOf } from '../items.ts';
import { axis } from './axis.js';
import { bar } from './bar.js';
import { copyButtons } from './copy.js';
import { Diagram } from './diagram.js';
import { followKeys } from './keys.js';
import { followLinks } from './links.js';
import { side } from './side.js';
import { Store } from './store.js';
import { unpacked } from './unpack.js';

copyButtons();
void begin();

async function begin() {
  const explanation = await unpacked(document.getElementById('explanation').textContent);
  const store = new Store({
    explanation,
    index: indexOf(explanation),
    filter: WHOLE,
    zoom: 1,
    toScale: false,
    selected: null,
    atMs: explanation.violation?.atMs ?? explanation.toMs,
    tab: 'details',
  });

  const viewer = Object.assign(document.createElement('div'), { className: 'viewer' });
  const panes = Object.assign(document.createElement('div'), { className: 'panes' });
  const diagram = new Diagram(store);
  panes.append(diagram.scroller, side(store, diagram));
  viewer.append(bar(store, diagram), panes);
  document.querySelector('.stage').append(viewer);
  document.body.classList.add('live');
  axis(store, diagram);
  diagram.begin();
  followKeys(store, diagram);
  followLinks(store, diagram);
  document.body.dataset.ready = String(Math.round(performance.now()));
}
