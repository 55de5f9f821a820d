/** What is worse, what is better, and the rest: each by the size of its change. */
import { isPackaged } from '../../harness/called.ts';
import { change, number, plural } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { BEYOND_LEAST, type Compared, type Judgement, SAME_PERCENT } from './figures.ts';

type Names = readonly [string, string];

/** The largest change first. */
const of = (figures: Compared[], judgement: Judgement): Compared[] =>
  figures.filter((figure) => figure.judgement === judgement).sort((a, b) => b.size - a.size);

/** The second sentence of the page. */
export function summary(figures: Compared[], [, after]: Names): Html {
  const worse = of(figures, 'worse');
  const better = of(figures, 'better');
  const told = figures.length - of(figures, 'too few').length;
  const tone = worse.length > 0 ? 'bad' : better.length > 0 ? 'good' : '';
  const says = (list: Compared[], judgement: Judgement): string => {
    const [first] = list;
    if (!first) return `none is ${judgement}`;
    const all = `${number(list.length)} ${list.length === 1 ? 'is' : 'are'} ${judgement}`;
    return `${all}, ${list.length === 1 ? '' : 'most of all '}${first.name} (${changeOf(first)})`;
  };
  return html`<p class="verdict ${tone}"><b>With ${after}</b>, of ${plural(told, 'figure')} that can be told, ${says(worse, 'worse')}; ${says(better, 'better')}.</p>`;
}

/** `isFit`: the two can be compared; else figures stand side by side, and nothing is said of them. */
export function tables(figures: Compared[], names: Names, isFit: boolean): Html {
  if (!isFit) return table(figures, names);
  const few = of(figures, 'too few');
  return html`<h3>Worse</h3>${table(of(figures, 'worse'), names, 'bad-ink')}
<h3>Better</h3>${table(of(figures, 'better'), names, 'good-ink')}
<h3>The same <small>changed by less than ${SAME_PERCENT}%</small></h3>${table(of(figures, 'same'), names, 'soft')}
${few.length > 0 && html`<details><summary>${plural(few.length, 'percentile')} of too few requests to tell: fewer than ${BEYOND_LEAST} lie beyond</summary>${table(few, names, 'soft')}</details>`}
<p class="soft">One run of each: what is seen once may be chance. ${isPackaged ? 'Measure again, each a few times, before you believe it.' : html`<code>npm run nightly</code> measures in pairs, and says how sure it is.`}</p>`;
}

/** Without a tone there is no change to speak of. */
function table(figures: Compared[], names: Names, tone?: string): Html {
  if (figures.length === 0) return html`<p>Nothing.</p>`;
  return html`<div class="across" tabindex="0"><table><thead><tr><th>figure</th>${names.map((name) => html`<th>${name}</th>`)}${tone && html`<th>change</th>`}</tr></thead>
<tbody>${figures.map((figure) => html`<tr><td>${figure.name}${figure.unit && `, ${figure.unit}`}</td><td>${number(figure.before)}</td><td>${number(figure.after)}</td>${tone && html`<td class="${tone}">${changeOf(figure)}</td>`}</tr>`)}</tbody></table></div>`;
}

/** From nothing to something has no share: it is told as it is. */
function changeOf({ before, after, unit }: Compared): string {
  if (before !== 0) return change(before, after);
  return after === 0 ? '0.0%' : `+${number(after)}${unit && ` ${unit}`}`;
}
