/** From values to places on an axis, and where its ticks stand. */

export interface Scale {
  at(value: number): number;
  ticks: number[];
}

const TICKS = 5;

/** From `low` to at least `high`, on `from` to `to` pixels. */
export function linear(low: number, high: number, from: number, to: number, roundUp = true): Scale {
  const span = high - low || 1;
  const rough = span / TICKS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough)!;
  const top = roundUp ? low + Math.ceil(span / step - 1e-9) * step : low + span;
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= top + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return { at: (value) => from + ((value - low) / (top - low)) * (to - from), ticks };
}

/** Both above 0. Ticks at every power of ten, and between them if there are few. */
export function logarithmic(low: number, high: number, from: number, to: number): Scale {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
  const factors = last - first <= 2 ? [1, 2, 5] : [1];
  const ticks = [];
  for (let power = first; power <= last; power++)
    for (const factor of factors) if (factor === 1 || power < last) ticks.push(factor * 10 ** power);
  const at = (value: number) => from + ((Math.log10(value) - first) / (last - first)) * (to - from);
  return {
    at: (value) => at(Math.max(value, 10 ** first)),
    ticks: ticks.map((tick) => Number(tick.toPrecision(3))),
  };
}
