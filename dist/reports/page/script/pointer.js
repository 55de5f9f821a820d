/** What a reader does over a chart: points, drags to zoom, or goes along it by the arrow keys. */

/** A shorter drag is a click. */
const DRAG_LEAST_PX = 8;

export function followPointer(chart, { point, leave, zoom }) {
  const { plot, band, all } = chart;
  let start = null;
  let place = 0;

  plot.addEventListener('pointerdown', (event) => {
    pointAt(event);
    // A finger scrolls the page and points; only a mouse or a pen drags.
    if (event.pointerType !== 'touch' && event.button === 0) {
      start = event;
      plot.setPointerCapture(event.pointerId);
    }
  });
  plot.addEventListener('pointermove', (event) => {
    pointAt(event);
    if (start) drawBand(event);
  });
  plot.addEventListener('pointerup', (event) => {
    const from = start;
    start = null;
    band.hidden = true;
    if (!from || Math.abs(event.clientX - from.clientX) < DRAG_LEAST_PX) return;
    const ends = [chart.valueAt(from).x, chart.valueAt(event).x].sort((a, b) => a - b);
    zoom(ends);
  });
  plot.addEventListener('pointercancel', () => {
    start = null;
    band.hidden = true;
  });
  // What a finger pointed at stays when it is lifted, until it taps elsewhere.
  plot.addEventListener('pointerleave', ({ pointerType }) => pointerType !== 'touch' && leave());
  plot.addEventListener('blur', leave);
  plot.addEventListener('dblclick', () => zoom(null));
  all.addEventListener('click', () => zoom(null));
  plot.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape') zoom(null);
    if (step === undefined) return;
    event.preventDefault();
    place = Math.min(chart.data.x.length - 1, Math.max(0, place + step));
    point(chart.data.x[place]);
  });

  function pointAt(event) {
    const { x, y } = chart.valueAt(event);
    place = chart.nearest(x);
    point(x, y);
  }

  function drawBand(event) {
    const { left, width } = plot.getBoundingClientRect();
    const inside = ({ clientX }) => Math.min(width, Math.max(0, clientX - left));
    const [from, to] = [inside(start), inside(event)].sort((a, b) => a - b);
    band.hidden = to - from < DRAG_LEAST_PX;
    band.style.left = `${from}px`;
    band.style.width = `${to - from}px`;
  }
}
