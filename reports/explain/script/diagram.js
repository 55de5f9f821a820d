/**
 * The space-time diagram: laid out and drawn by the same code as the still one, and what of it a reader has in the window.
 */
import { layout } from '../diagram/layout.ts';
import { heads } from '../diagram/sheet.ts';
import { related } from '../items.ts';
import { nextTo, placeOf } from './found.js';
import { followPointer } from './pointer.js';
import { Tiles } from './tiles.js';

/** To scale, what lies within a millisecond must be told apart; in rows, it is anyway. */
const ZOOM = { step: 1.4, least: 0.02, most: 8, mostToScale: 20_000 };
/** Where in the window the violation stands at first, from the top. */
const BEGIN_AT = 0.72;
/** As the style has it. */
const SMALL = matchMedia('(max-width: 900px)');

export class Diagram {
  #store;
  /** What it was laid out for: lanes that do not fit make the layout itself wider. */
  #look;
  #layout;
  #tiles;
  #pointed = { selected: null, related: new Set() };
  #pending = false;
  /** Told of the first and last moment in sight. */
  onSeen = () => {};
  /** Told how many things stand out. */
  onLaid = () => {};

  constructor(store) {
    this.#store = store;
    this.scroller = Object.assign(document.createElement('div'), { className: 'scroller', tabIndex: 0 });
    this.scroller.setAttribute('role', 'region');
    this.scroller.setAttribute('aria-label', 'Messages and events; arrow keys go from one to the next');
    this.sheet = Object.assign(document.createElement('div'), { className: 'sheet' });
    this.nowLine = Object.assign(document.createElement('i'), { className: 'nowline' });
    this.sheet.append(this.nowLine);
    this.#tiles = new Tiles(this.sheet);
    this.headsBox = document.createElement('div');
    this.headsBox.style.display = 'contents';
    this.scroller.append(this.headsBox, this.sheet);
  }

  /** Once it is in the page, and so has a width. */
  begin() {
    const store = this.#store;
    this.#lay();
    store.on(['filter'], () => this.#relay(store.atMs));
    store.on(['toScale'], () => {
      store.set({ zoom: 1 });
      this.#relay(store.atMs);
    });
    store.on(['selected'], () => {
      const { selected, index } = store;
      this.#pointed = { selected, related: selected === null ? new Set() : related(index, selected) };
      this.#redraw();
      if (selected !== null) this.#aboveSheet(selected);
    });
    store.on(['atMs', 'selected'], () => this.#showNow());
    this.scroller.addEventListener('scroll', () => this.#soon(), { passive: true });
    new ResizeObserver(() => {
      if (this.#look.width !== this.#widthNow()) this.#relay(this.#middleMs());
    }).observe(this.scroller);
    followPointer(this, store);
    // What led to it is in sight as well.
    this.#scrollToY(this.#layout.rows.yOf(store.atMs), BEGIN_AT);
  }

  #widthNow() {
    return Math.max(300, this.scroller.clientWidth);
  }

  #lay() {
    const { explanation, zoom, toScale, filter } = this.#store;
    this.#look = { width: this.#widthNow(), zoom, toScale, filter, busyOnly: false };
    this.#layout = layout(explanation, this.#look);
    const { width, height, strong } = this.#layout;
    this.onLaid(strong);
    this.headsBox.innerHTML = heads(this.#layout).text;
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    this.#tiles.clear();
    this.#showNow();
    this.#drawSeen();
  }

  /** Laid out again, with what happened at `ms` where it was in the window. */
  #relay(ms) {
    const above = this.#layout.rows.yOf(ms) - this.scroller.scrollTop;
    this.#lay();
    const height = this.scroller.clientHeight;
    this.scroller.scrollTop = this.#layout.rows.yOf(ms) - Math.min(height - 60, Math.max(60, above));
    this.#drawSeen();
  }

  #soon() {
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      this.#drawSeen();
    });
  }

  #drawSeen() {
    const { scrollTop, clientHeight } = this.scroller;
    const { rows, head } = this.#layout;
    this.#tiles.show(this.#layout, this.#pointed, scrollTop, scrollTop + clientHeight);
    this.onSeen([rows.msOf(scrollTop), rows.msOf(scrollTop + clientHeight - head)]);
  }

  #redraw() {
    this.#tiles.clear();
    this.#drawSeen();
  }

  #showNow() {
    this.nowLine.style.top = `${this.#nowY()}px`;
  }

  /** The height of what is looked at. */
  #nowY() {
    const { selected, atMs } = this.#store;
    return (selected !== null && placeOf(this.#layout, selected)?.y) || this.#layout.rows.yOf(atMs);
  }

  #middleMs() {
    const { scrollTop, clientHeight } = this.scroller;
    return this.#layout.rows.msOf(scrollTop + clientHeight / 2);
  }

  /** Chooses a moment. */
  goTo(ms) {
    this.#store.set({ atMs: ms });
    this.scrollToMs(ms);
  }

  /** A little above the middle, unless it is in sight anyway. */
  scrollToMs(ms) {
    this.#scrollToY(this.#layout.rows.yOf(ms));
  }

  #scrollToY(y, share = 0.4) {
    const { scrollTop, clientHeight } = this.scroller;
    const seen = clientHeight - this.#layout.head;
    if (y > scrollTop + 40 && y < scrollTop + seen - 60) return;
    this.scroller.scrollTop = y - share * seen;
    this.#drawSeen();
  }

  /** Shows something, also if a filter hides it: a link must not lead nowhere. */
  reveal(id) {
    const place = placeOf(this.#layout, id);
    if (place) this.#scrollToY(place.y);
    else this.scrollToMs(this.#store.atMs);
    if (place) {
      const { scrollLeft, clientWidth } = this.scroller;
      if (place.x < scrollLeft + 60 || place.x > scrollLeft + clientWidth - 60)
        this.scroller.scrollLeft = place.x - clientWidth / 2;
    }
  }

  /** On a small screen the details come up from below: what they are about is not to be behind them. */
  #aboveSheet(id) {
    const place = placeOf(this.#layout, id);
    if (!place || !SMALL.matches) return;
    const at = this.sheet.getBoundingClientRect().top + place.y;
    const free = 0.36 * innerHeight;
    if (at > free && at < innerHeight) scrollBy(0, at - free);
  }

  /** To the next one, or the one before. */
  step(by) {
    const id = nextTo(this.#layout, this.#store.selected, this.#nowY(), by);
    if (id === undefined) return;
    this.#store.select(id);
    this.reveal(id);
  }

  toViolation() {
    const { explanation } = this.#store;
    const event =
      explanation.violation?.event ?? explanation.events.find(({ kind }) => kind === 'violation')?.id;
    if (event !== undefined && this.#store.index.byId.has(event)) {
      this.#store.select(event);
      this.reveal(event);
    } else if (explanation.violation) {
      this.goTo(explanation.violation.atMs);
    }
  }

  zoomIn() {
    this.zoom(ZOOM.step);
  }

  zoomOut() {
    this.zoom(1 / ZOOM.step);
  }

  /** By a factor, around what is at `clientY` or in the middle; null: as it was at first. */
  zoom(factor, clientY) {
    const { top } = this.sheet.getBoundingClientRect();
    const ms = clientY === undefined ? this.#middleMs() : this.#layout.rows.msOf(clientY - top);
    const zoom = factor === null ? 1 : this.#store.zoom * factor;
    this.#store.set({
      zoom: Math.min(this.#store.toScale ? ZOOM.mostToScale : ZOOM.most, Math.max(ZOOM.least, zoom)),
    });
    this.#relay(ms);
  }

  /** The place in the sheet, and the moment, of a place in the window. */
  placeAt({ clientX, clientY }) {
    const { left, top } = this.sheet.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    return { x, y, ms: this.#layout.rows.msOf(y) };
  }

  get layout() {
    return this.#layout;
  }
}
