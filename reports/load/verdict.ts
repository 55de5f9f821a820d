/** What a reader wants to know first: did it hold, how it did against what was asked, can the figures be trusted. */
import type { LoadResult, Spectrum } from '../../harness/run/result.ts';
import { capital, ms, number, plural, seconds } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { section } from '../page/section.ts';
import { type Tile, type Tone, tiles } from '../page/tiles.ts';
import { at } from './latency.ts';

const TONES: Record<LoadResult['verdict']['outcome'], Tone> = {
  passed: 'good',
  violated: 'bad',
  broken: 'bad',
  'limit missed': 'bad',
  invalid: 'warn',
  interrupted: 'warn',
};

/** The verdict and its reason in one sentence, and what to do about it. */
export function opening({ verdict: { outcome, sentence, saturated, advice } }: LoadResult): Html {
  const [, word, rest] = /^([A-Z][a-z ]*:)(.*)$/s.exec(sentence) ?? [null, '', sentence];
  const tone = outcome === 'passed' && saturated !== null ? 'warn' : TONES[outcome];
  return html`<p class="verdict ${tone}"><b>${word}</b>${rest}</p>
${advice.map((what) => html`<p class="advice">${what}</p>`)}`;
}

/** Error share, p99 and throughput against what was asked; then the rest, in the same order always. */
export function verdict(result: LoadResult): Html {
  const { reasons, slos, notes, judged } = result.verdict;
  return section(
    'verdict',
    'Verdict',
    html`${tiles(against(result))}
${reasons.length > 1 && html`<h3>All that speaks against it</h3><ul>${reasons.map((why) => html`<li>${why}</li>`)}</ul>`}
${deaths(result)}
${notes.map((note) => html`<p class="note">${note}</p>`)}
${violations(result.verdict)}
${slos.length > 0 && sloTable(slos)}
<details><summary>What was judged: ${plural(judged.length, 'invariant')}</summary><table class="left"><tbody>${judged.map(({ name, says }) => html`<tr><td><code>${name}</code></td><td>${says}</td></tr>`)}</tbody></table></details>`,
  );
}

function against(result: LoadResult): Tile[] {
  const { latency, flows, requests, verdict, scenario } = result;
  const [first, ...others] = Object.entries(scenario.kinds);
  const { invariants, judged, slos } = verdict;
  const asked = (...metrics: string[]): Pick<Tile, 'beside' | 'tone'> => {
    const set = slos.filter(({ metric }) => metrics.includes(metric));
    if (set.length === 0) return { beside: 'no limit set' };
    return {
      beside: `asked: ${set.map(({ limit }) => limit).join(', ')}`,
      tone: set.every(({ met }) => met) ? 'good' : 'bad',
    };
  };
  const due =
    requests.duePerS === null ? 'as fast as answers came' : `${number(requests.duePerS)}/s were due`;
  const throughput = asked('throughput');
  const kindTile = (kind: string, { limit }: { limit: string }): Tile => ({
    name: `${capital(limit)} p99`,
    value: p99(latency.kinds[kind], requests.kinds[kind]?.unfinished),
    ...asked(limit),
  });
  return [
    { name: 'Errors', value: percentOf(requests.failedPercent), ...asked('errors') },
    ...(first ? [kindTile(...first)] : []),
    {
      name: 'Answered',
      value: `${number(requests.answeredPerS)}/s`,
      ...throughput,
      beside: throughput.tone ? throughput.beside : due,
    },
    {
      name: 'Response p99',
      value: p99(latency.response, requests.unfinished),
      ...asked('response', 'service', ...others.map(([, { limit }]) => limit)),
    },
    ...Object.entries(flows).map(([name, { all, unfinished }]) => ({
      name: `${capital(name)} p99`,
      value: p99(all, unfinished),
      ...asked(name),
    })),
    ...costTiles(result),
    {
      name: 'Invariants',
      value: invariants,
      beside: `${judged.length} ${invariants === 'not judged' ? 'to judge' : 'judged'}`,
      tone: ({ held: 'good', violated: 'bad', 'not judged': 'warn' } as const)[invariants],
    },
  ];
}

/** What a piece of work costs, of all that was asked: the rest comes with it. */
function costTiles({ cost }: LoadResult): Tile[] {
  if (!cost) return [];
  const { of, count, cpuMs, commands, isWhole } = cost;
  const over = `over ${number(count)} that went well`;
  const told = (value: string) => `${isWhole ? '' : '≥ '}${value}`;
  return [
    ...(cpuMs === null
      ? []
      : [{ name: `CPU per ${of}`, value: told(ms(cpuMs)), beside: `all services, ${over}` }]),
    ...(commands === null
      ? []
      : [{ name: `Commands per ${of}`, value: told(number(commands)), beside: `of MongoDB, ${over}` }]),
  ];
}

/** What had no end took longer than what had one, for all anybody knows: then it is no less than this. */
function p99(spectrum: Spectrum | undefined, unfinished = 0): string {
  return `${unfinished > 0 && spectrum?.count ? '≥ ' : ''}${ms(at(spectrum, 99))}`;
}

const percentOf = (value: number | null): string => (value === null ? '–' : `${number(value)}%`);

/** How processes ended that nobody ended, each with its last words. */
function deaths({ deaths: ended }: LoadResult): Html[] {
  return ended.map(
    ({ sentence, lastLine }) =>
      html`<div class="violation">${sentence}${lastLine !== null && html`<p class="soft">The last line it wrote, which need not be the cause:</p><pre>${lastLine}</pre>`}</div>`,
  );
}

function violations({ violations: found, droppedViolations }: LoadResult['verdict']): Html {
  return html`${found.map(
    ({
      invariant,
      subject,
      message,
      atMs,
      story,
    }) => html`<div class="violation"><b>${invariant}</b> · ${subject} · at ${seconds(atMs)}<br>${message}
${story.length > 0 && html`<pre>${story.join('\n')}</pre>`}</div>`,
  )}${droppedViolations > 0 && html`<p class="bad-ink">And ${plural(droppedViolations, 'more violation')}.</p>`}`;
}

function sloTable(slos: LoadResult['verdict']['slos']): Html {
  return html`<h3>Limits</h3><div class="across" tabindex="0"><table class="left"><thead><tr><th>asked</th><th>measured</th><th></th></tr></thead>
<tbody>${slos.map(({ limit, value, met }) => html`<tr><td><code>${limit}</code></td><td>${value ?? 'cannot be known'}</td><td class="${met ? 'good-ink' : 'bad-ink'}">${met ? 'met' : 'missed'}</td></tr>`)}</tbody></table></div>`;
}
