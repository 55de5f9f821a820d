/** A failed run, explained, as a page: what broke and why first, then all there is to step through. */
import type { Explanation } from '../../harness/explanation/index.ts';
import { number, plural } from '../page/format.ts';
import { Html, html } from '../page/html.ts';
import { page } from '../page/page.ts';
import { contents, section } from '../page/section.ts';
import { again } from './again.ts';
import { type Core, coreOf } from './core.ts';
import { layout } from './diagram/layout.ts';
import { heads, tiles } from './diagram/sheet.ts';
import { differences } from './differences.ts';
import { WHOLE } from './filter.ts';
import { type Index, indexOf } from './items.ts';
import { needs, opening, story } from './opening.ts';
import { overview } from './overview.ts';
import { packed, plain } from './pack.ts';
import { STYLE } from './style.ts';
import { happenings, logs, states } from './tables.ts';

const SCRIPT = new URL('./script/main.js', import.meta.url);

/** A whole HTML file, with all of the explanation inside it. */
export function renderExplanation(explanation: Explanation): string {
  const whole = plain(explanation);
  const index = indexOf(whole);
  const { base64, without } = packed(whole);
  const referred = referredIn(whole, index);
  const core = coreOf(whole, index);
  const needed = needs(whole, index);
  const hasStory = whole.story.length > 0 || needed !== false;
  return page(
    `${whole.scenario}: ${whole.sentence}`,
    html`<header>
${opening(whole)}
${contents([
  ...(hasStory ? [['story', 'Story'] as const] : []),
  ['happened', 'What happened'],
  ['state', 'State'],
  ['logs', 'Logs'],
  ...(whole.differences ? [['differences', 'Where it would have passed'] as const] : []),
  ['again', 'See it again'],
])}</header>
${hasStory && section('story', 'Story', html`<div class="${needed && 'beside'}">${story(whole.story, index, needed === false)}${needed}</div>`)}
${section(
  'happened',
  'What happened',
  html`${overview(whole, index)}
${without > 0 && html`<p class="note">To keep this page small, what was said in ${number(without)} messages that do not concern the violation was left out. <code>--json</code> has it.</p>`}
<div class="stage">
<div class="still">${still(whole, core)}
<details><summary>As a table</summary>${happenings(core, index, referred)}</details></div>
</div>`,
)}
${section('state', 'State', html`<div class="still">${states(whole)}</div>`)}
${section('logs', 'Logs', html`<div class="still">${logs(whole, referred)}</div>`)}
${whole.differences && section('differences', 'Where it would have passed', differences(whole.differences, index))}
${section('again', 'See it again', again(whole))}
<script type="text/plain" id="explanation">${new Html(base64)}</script>`,
    { style: STYLE, script: SCRIPT },
  );
}

const STILL = { width: 900, tile: 480 };

/** The diagram of what concerns the violation, for those without a script and for paper. */
function still(explanation: Explanation, { items, leftOut }: Core): Html {
  const placed = layout(
    {
      ...explanation,
      messages: items.flatMap(({ type, of }) => (type === 'message' ? [of] : [])),
      events: items.flatMap(({ type, of }) => (type === 'event' ? [of] : [])),
      faults: items.flatMap(({ type, of }) => (type === 'fault' ? [of] : [])),
    },
    { width: STILL.width, zoom: 1, toScale: false, filter: WHOLE, busyOnly: true },
  );
  return html`${leftOut > 0 && html`<p class="soft">${plural(leftOut, 'more thing', 'more things')} that concern it are not drawn here.</p>`}<div class="across diagram">${heads(placed)}${tiles(placed, STILL.tile)}</div>`;
}

/** Everything that the page links to, besides what is in the diagram. */
function referredIn(
  { story: told, differences: found, likelihood, things }: Explanation,
  { byId }: Index,
): Set<string> {
  const ids = [
    ...told.flatMap(({ clauses }) => clauses.map(({ ref }) => ref)),
    ...(found?.first.map(({ ref }) => ref) ?? []),
    likelihood?.jump?.event,
    ...(things?.map(({ fault }) => fault) ?? []),
  ];
  return new Set(ids.filter((id): id is string => typeof id === 'string' && byId.has(id)));
}
