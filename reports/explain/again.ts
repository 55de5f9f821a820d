/** How to see it again, and how to step through it. */
import { EJSON } from 'bson';
import type { Explanation } from '../../harness/explanation/index.ts';
import { shortened } from '../page/format.ts';
import { type Html, html } from '../page/html.ts';
import { copyable } from './copyable.ts';

export function again({ commands, plan, commit, traceHash, historyHash }: Explanation): Html {
  return html`${command('Run it', commands.replay)}
${command('Step through it, under Node’s debugger', commands.inspect)}
<p class="soft">The same every time: trace <code>${traceHash}</code>, history <code>${historyHash}</code>${commit !== null && html`, at commit <code>${shortened(commit)}</code>`}. Other code makes another history.</p>
<details class="plan"><summary>The plan, as it is saved</summary>${copyable(JSON.stringify(EJSON.serialize(plan), null, 1))}</details>`;
}

const command = (name: string, line: string): Html => html`<h3>${name}</h3>${copyable(line)}`;
