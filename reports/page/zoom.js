// Runs in the reader's browser: puts a chart that can be zoomed in the place of each drawn one that has its data
// beside it. Without this script the drawn charts stay.
(() => {
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const faint = (colour) => `color-mix(in srgb, ${colour} 35%, transparent)`;
  const short = (value) => (value == null ? '–' : String(Number(value.toPrecision(4))));

  function optionsFor(data, width) {
    const soft = style('--soft');
    const line = style('--line');
    const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const titled = { labelSize: 20, labelFont: '11px system-ui, sans-serif' };
    return {
      width,
      height: 270,
      legend: { markers: { dash: (_u, i) => (data.series[i - 1]?.dashed ? 'dashed' : 'solid') } },
      cursor: { sync: data.sync ? { key: data.sync } : undefined, drag: { x: true, y: false } },
      scales: {
        x: { time: false },
        y: data.log ? { distr: 3 } : { range: (_u, _min, max) => [0, max > 0 ? max * 1.05 : 1] },
      },
      axes: [
        {
          ...axis,
          ...titled,
          label: data.xLabel,
          ...(data.ticks && { splits: () => data.ticks.at, values: () => data.ticks.names }),
        },
        { ...axis, size: 62, values: (_u, splits) => splits.map((v) => (v == null ? '' : short(v))) },
      ],
      series: [
        {
          label: data.xLabel,
          value: (_u, v) => (data.ticks ? (v == null ? '–' : `${short(100 - 100 * 10 ** -v)}%`) : short(v)),
        },
        ...data.series.map((series) => {
          const colour = style(`--${series.colour}`);
          return {
            label: series.name,
            stroke: colour,
            width: 1.8,
            dash: series.dashed ? [5, 4] : undefined,
            fill: series.area ? faint(colour) : undefined,
            points: { show: false },
            spanGaps: false,
            value: (_u, v) => short(v),
          };
        }),
      ],
      hooks: {
        drawClear: [
          (u) => {
            u.ctx.fillStyle = style('--mark');
            for (const mark of data.marks ?? []) {
              const from = Math.max(u.bbox.left, u.valToPos(mark.from, 'x', true));
              const to = Math.min(u.bbox.left + u.bbox.width, u.valToPos(mark.to, 'x', true));
              if (to > from) u.ctx.fillRect(from, u.bbox.top, to - from, u.bbox.height);
            }
          },
        ],
      },
    };
  }

  function draw(figure) {
    const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    figure.querySelector('.zoom')?.remove();
    const holder = document.createElement('div');
    holder.className = 'zoom';
    figure.querySelector('svg').after(holder);
    figure.classList.add('zoom-on');
    const plot = new uPlot(
      optionsFor(data, holder.clientWidth),
      [data.x, ...data.series.map((s) => s.values)],
      holder,
    );
    holder.title = 'drag to zoom, double-click to see all';
    return plot;
  }

  const figures = [...document.querySelectorAll('figure')].filter((f) =>
    f.querySelector('script[type="application/json"]'),
  );
  let plots = figures.map(draw);
  const drawAll = () => {
    for (const plot of plots) plot.destroy();
    plots = figures.map(draw);
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth !== width) drawAll();
    width = innerWidth;
  });
})();
