/** Was more asked than could be worked off? Then latency tells how long the run was, not how fast the services are. */
import type { LoadResult } from './result.ts';

type Seen = Pick<LoadResult, 'timeline' | 'requests' | 'flows'> & {
  scenario: Pick<LoadResult['scenario'], 'of'>;
  settings: Pick<LoadResult['settings'], 'ratePerS' | 'drivenMs' | 'warmupMs'>;
};

/** Of the time driven, at its begin and at its end. */
const EDGE_SHARE = 0.1;
/** Work for so long may lie about without being a pile. */
const PILE_S = 1;
/** A pile that grows by so much of the time driven is not worked off. */
const GROWTH_SHARE = 0.03;

/** One sentence, or null when the services kept pace. `soundPerS`: the highest rate that was seen to be borne. */
export function saturationOf(
  { timeline, requests, flows, settings, scenario: { of } }: Seen,
  soundPerS: number | null,
): string | null {
  const { ratePerS, drivenMs, warmupMs } = settings;
  const { duePerS } = requests;
  const whole = Math.floor(drivenMs / timeline.sliceMs);
  if (ratePerS === null || duePerS === null || whole < 2) return null;
  const pilesS = timeline.open.slice(0, whole).map((open, i) => {
    const flowing = Math.max(0, ...Object.values(flows).map((flow) => flow.open[i] ?? 0));
    return open / duePerS + flowing / ratePerS;
  });
  const edge = Math.max(1, Math.round(whole * EDGE_SHARE));
  const beginS = Math.min(...pilesS.slice(0, edge));
  const endS = Math.min(...pilesS.slice(-edge));
  const not =
    soundPerS === null
      ? ' At what rate it would not have been is not known: leave --rate away to have one found.'
      : soundPerS >= ratePerS
        ? ' In the warm-up that was borne.'
        : ` At ${soundPerS} new ${of}/s it was not.`;
  if (endS > PILE_S && endS - beginS > (GROWTH_SHARE * drivenMs) / 1000)
    return `Saturated: ${round(ratePerS)} new ${of}/s were asked, and by the end work for ${round(endS)} s had piled up.${not}`;
  if (beginS > PILE_S && warmupMs > 0)
    return `Saturated at first: work for ${round(beginS)} s had piled up in the warm-up, and the figures hold its working off.${not}`;
  return null;
}

const round = (value: number): number => Number(value.toPrecision(2));
