import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineChart } from './line.ts';
import { type Mark, type PlotData, plot, scalesOf } from './plot.ts';

const data: PlotData = {
  x: [0, 1, 2, 3, 4],
  span: [0, 5],
  xIs: 'time',
  series: [
    { name: 'a', values: [1, 2, null, 4, 5], colour: 's1' },
    { name: 'b', values: [900, 0, 0, 0, 0], colour: 's2' },
  ],
};

test('a limit lies on the plot, however far it is from what was measured', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), fc.boolean(), (at, log) => {
      const limited = { ...data, log, limits: [{ at, label: 'accept.p99<x' }] };
      const share = scalesOf(limited).up.at(at);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1 + 1e-9);
      expect(plot(limited).text).toContain('accept.p99&lt;x');
    }),
  );
});

test('bands are drawn where they are and named; names keep clear of each other', () => {
  const mark = fc.record({
    from: fc.double({ min: 0, max: 5, noNaN: true }),
    length: fc.double({ min: 0, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 30 }), (drawn) => {
      const marks: Mark[] = drawn.map(({ from, length }, i) => ({
        from,
        to: from + length,
        label: `kill inventory-${i}`,
      }));
      const { text } = plot({ ...data, marks });
      expect(text.match(/class="mark"/g) ?? []).toHaveLength(marks.length);
      for (const side of ['top', 'bottom']) {
        const places = [
          ...text.matchAll(new RegExp(`class="mark-name ${side}" style="left:([\\d.]+)%"`, 'g')),
        ].map((found) => Number(found[1]));
        places.forEach((place, i) => {
          if (i > 0) expect(place - places[i - 1]!).toBeGreaterThanOrEqual(3.48);
        });
      }
      if (marks.length === 1) expect(text).toContain('kill inventory-0</span>');
    }),
  );
});

test('a zoom shows what lies in it, on an axis of its own', () => {
  expect(scalesOf(data).up.to).toBe(1000);
  expect(scalesOf(data, [1, 5]).up.to).toBe(5);
  const { text } = plot({ ...data, marks: [{ from: 0, to: 0.5, label: 'gone' }] }, [1, 5]);
  expect(text).not.toContain('gone');
  expect(text).not.toMatch(/class="x"[^>]*>0</);
});

test('a gap is a gap, a point alone is a dot', () => {
  const { text } = plot({ ...data, series: [{ name: 'a', values: [1, null, 2, null, null], colour: 's1' }] });
  expect(text.match(/h0/g)).toHaveLength(2);
  expect(text).not.toContain('L');
});

test('one point alone, nothing but zeros, and nothing at all have their charts', () => {
  const one = lineChart({
    title: 'one',
    unit: 'ms',
    x: [1],
    series: [{ name: 'a', values: [3], colour: 's1' }],
  });
  expect(one.text).toContain('M500 ');
  expect(one.text).not.toMatch(/NaN|Infinity/);
  const zeros = lineChart({
    title: 'zeros',
    unit: 'ms',
    log: true,
    x: [1, 2],
    series: [{ name: 'a', values: [0, 0], colour: 's1' }],
  });
  expect(zeros.text).not.toMatch(/NaN|Infinity/);
  expect(lineChart({ title: 'none', unit: 'ms', x: [], series: [] }).text).toContain('Nothing was measured');
});

test('series of one group stand together in the legend, without values', () => {
  const names = ['gateway 1', 'inventory 1', 'gateway 2'].map((name) => name.split(' '));
  const { text } = lineChart({
    title: 'cpu',
    unit: '%',
    x: [1],
    series: names.map(([group, name]) => ({ name: name!, group: group!, values: [7], colour: 's1' })),
  });
  expect(text.match(/<b>gateway<\/b>/g)).toHaveLength(1);
  expect(text.indexOf('data-series="2"')).toBeLessThan(text.indexOf('<b>inventory</b>'));
  expect(text.match(/class="value"><\/span>/g)).toHaveLength(3);
});
