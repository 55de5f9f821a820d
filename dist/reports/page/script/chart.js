/** One chart of the page: what it shows of the moment pointed at, and of which span. */
import { plot, scalesOf, spanOf } from '../../chart/plot.js';
import { timeName } from '../../chart/time.js';
import { number } from '../format.js';

export class Chart {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    this.plot = figure.querySelector('.plot');
    // What x is gives way to where a reader points.
    this.at = figure.querySelector('.x-label');
    this.xLabel = this.at.textContent;
    this.items = [...figure.querySelectorAll('[data-series]')].map((item) => ({
      item,
      value: item.querySelector('.value'),
      of: Number(item.dataset.series),
    }));
    this.whole = spanOf(this.data);
    this.span = this.whole;
    this.hidden = new Set();
    this.cross = Object.assign(document.createElement('i'), { className: 'cross', hidden: true });
    this.band = Object.assign(document.createElement('i'), { className: 'band', hidden: true });
    this.plot.append(this.cross, this.band);
    this.plot.tabIndex = 0;
    this.all = Object.assign(document.createElement('button'), {
      className: 'all',
      textContent: 'Show all',
      hidden: true,
    });
    this.plot.before(this.all);
    figure.classList.add('live');
    for (const { item, of } of this.items) {
      item.setAttribute('role', 'button');
      item.setAttribute('aria-pressed', 'true');
      item.tabIndex = 0;
      item.title = 'show or hide';
      item.addEventListener('click', () => this.toggle(item, of));
      item.addEventListener('keydown', ({ key }) => key === 'Enter' && this.toggle(item, of));
    }
  }

  /** The value of x and of y at a place in the window. */
  valueAt({ clientX, clientY }) {
    const { left, top, width, height } = this.plot.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    return {
      x: this.span[0] + share * (this.span[1] - this.span[0]),
      y: Math.min(1, Math.max(0, 1 - (clientY - top) / height)),
    };
  }

  /** The place in the data nearest to x. */
  nearest(x) {
    let best = 0;
    this.data.x.forEach((at, i) => {
      if (Math.abs(at - x) < Math.abs(this.data.x[best] - x)) best = i;
    });
    return best;
  }

  /** `y`, from 0 to 1, only in the chart that is pointed at. */
  point(x, y) {
    const i = this.nearest(x);
    const share = scalesOf(this.data, this.span).across.at(this.data.x[i]);
    this.cross.hidden = share < 0 || share > 1;
    this.cross.style.left = `${100 * share}%`;
    this.items.forEach(({ value, of }) => {
      value.textContent = number(this.data.series[of].values[i]);
    });
    const during = (this.data.marks ?? []).filter(({ from, to }) => from <= x && x <= to);
    this.at.classList.add('at');
    this.at.textContent = [this.nameOf(i), ...this.cellsAt(i, y), ...during.map(({ label }) => label)].join(
      ' · ',
    );
  }

  nameOf(i) {
    const { x, xNames, xIs } = this.data;
    if (xNames) return xNames[i];
    if (xIs !== 'time') return number(x[i]);
    const longest = this.whole[1];
    return `at ${timeName(x[i], longest)}${longest <= 120 ? ' s' : ''}`;
  }

  cellsAt(column, y) {
    const { cells } = this.data;
    if (!cells) return [];
    const { counts, edgesMs, lowMs } = cells;
    const sum = counts.reduce((total, row) => total + row[column], 0);
    const all = `${number(sum)} ${sum === 1 ? 'request' : 'requests'}`;
    if (y === undefined) return [all];
    const row = Math.min(edgesMs.length - 1, Math.floor(y * edgesMs.length));
    return [
      all,
      `${number(counts[row][column])} of ${number(edgesMs[row - 1] ?? lowMs)} to ${number(edgesMs[row])} ms`,
    ];
  }

  leave() {
    this.cross.hidden = true;
    this.at.classList.remove('at');
    this.at.textContent = this.xLabel;
    for (const { value } of this.items) value.textContent = '';
  }

  /** Null shows all. */
  zoom(span) {
    this.span = span ?? this.whole;
    this.all.hidden = span === null;
    this.leave();
    this.draw();
  }

  toggle(item, series) {
    if (!this.hidden.delete(series)) this.hidden.add(series);
    item.setAttribute('aria-pressed', String(!this.hidden.has(series)));
    this.draw();
  }

  draw() {
    this.plot.innerHTML = plot(this.data, this.span, this.hidden).text;
    this.plot.append(this.cross, this.band);
  }
}
