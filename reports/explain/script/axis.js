/** The straight axis above: where the diagram is, the moment that is looked at, and a slider to choose it by. */
import { moment } from '../words.ts';

export function axis(store, diagram) {
  const figure = document.querySelector('.overview');
  const plot = figure.querySelector('.plot');
  const [from, to] = [Number(figure.dataset.from), Number(figure.dataset.to)];
  const share = (ms) => Math.min(1, Math.max(0, (ms - from) / (to - from || 1)));
  const seen = Object.assign(document.createElement('i'), { className: 'seen' });
  const now = Object.assign(document.createElement('i'), { className: 'now' });
  plot.prepend(seen);
  plot.append(now);
  const slider = Object.assign(document.createElement('input'), {
    type: 'range',
    min: from,
    max: to,
    step: 'any',
    value: store.atMs,
  });
  slider.setAttribute('aria-label', 'The moment that is looked at');
  figure.querySelector('.x-label').after(slider);

  const showNow = () => {
    now.style.left = `${100 * share(store.atMs)}%`;
    slider.setAttribute('aria-valuetext', moment(store.atMs));
    if (document.activeElement !== slider) slider.value = store.atMs;
  };
  slider.addEventListener('input', () => diagram.goTo(Number(slider.value)));
  plot.addEventListener('click', (event) => {
    if (event.target.closest('a')) return;
    const { left, width } = plot.getBoundingClientRect();
    diagram.goTo(from + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (to - from));
  });
  // Where no event is named for it, the jump leads to its moment.
  for (const link of figure.querySelectorAll('a[data-ms]'))
    link.addEventListener('click', () => diagram.goTo(Number(link.dataset.ms)));
  store.on(['atMs'], showNow);
  diagram.onSeen = ([first, last]) => {
    seen.style.left = `${100 * share(first)}%`;
    seen.style.width = `${100 * (share(last) - share(first))}%`;
  };
  showNow();
}
