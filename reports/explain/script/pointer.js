/**
 * What a reader does over the diagram: points, chooses, drags it along, zooms. What is under the pointer is found by where
 * things stand, not by elements, since faint ones have none.
 */
import { html } from '../../page/html.ts';
import { idIn } from '../link.ts';
import { nameOf } from '../view/detail.ts';
import { moment } from '../words.ts';
import { nearest } from './found.js';

const DRAG_LEAST_PX = 5;
const HINT_MOST = 240;

export function followPointer(diagram, store) {
  const { scroller, sheet } = diagram;
  const hint = Object.assign(document.createElement('div'), { className: 'hint', hidden: true });
  document.body.append(hint);
  let drag = null;
  let wasDragged = false;

  scroller.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button === 0 && sheet.contains(event.target))
      drag = { event, left: scroller.scrollLeft, top: scroller.scrollTop, moved: false };
  });
  addEventListener('pointermove', (event) => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.event.clientX, event.clientY - drag.event.clientY];
    drag.moved ||= Math.hypot(dx, dy) >= DRAG_LEAST_PX;
    if (!drag.moved) return;
    scroller.classList.add('dragging');
    scroller.scrollTo(drag.left - dx, drag.top - dy);
  });
  addEventListener('pointerup', () => {
    wasDragged = drag?.moved ?? false;
    drag = null;
    scroller.classList.remove('dragging');
  });
  sheet.addEventListener('click', (event) => {
    scroller.focus({ preventScroll: true });
    if (wasDragged) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    // What is a link is followed as any other in the page.
    if (event.target.closest('a')) return;
    const place = diagram.placeAt(event);
    const id = nearest(diagram.layout, place);
    if (id === null) store.set({ selected: null, atMs: place.ms });
    else store.select(id);
  });
  sheet.addEventListener('dragstart', (event) => event.preventDefault());
  sheet.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse') hintAt(drag?.moved ? null : event);
  });
  sheet.addEventListener('pointerleave', () => hintAt(null));
  scroller.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      diagram.zoom(Math.exp(-event.deltaY / 300), event.clientY);
    },
    { passive: false },
  );

  function hintAt(event) {
    const link = event?.target.closest('a');
    const id = link
      ? idIn(link.getAttribute('href'))
      : event && nearest(diagram.layout, diagram.placeAt(event));
    const item = id ? store.index.byId.get(id) : undefined;
    hint.hidden = item === undefined;
    sheet.style.cursor = item === undefined ? '' : 'pointer';
    if (item === undefined) return;
    const way = item.type === 'message' ? `${item.of.from} → ${item.of.to}` : (item.of.lane ?? '');
    hint.innerHTML = html`${moment(item.atMs)} ${way}<br>${nameOf(item).slice(0, HINT_MOST)}`.text;
    const left = Math.min(event.clientX + 14, innerWidth - hint.offsetWidth - 20);
    hint.style.left = `${scrollX + left}px`;
    hint.style.top = `${scrollY + event.clientY + 18}px`;
  }
}
