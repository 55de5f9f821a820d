/** All there is to say of one thing: what it was, what belongs to it, the document before and after, logs, and the stack. */
import type { Event, ExplainedFault, Explanation, Log, Message } from '../../../harness/explanation/index.ts';
import { cut } from '../../page/format.ts';
import { type Html, html } from '../../page/html.ts';
import { lanesOf } from '../filter.ts';
import { type Index, type Item, itemOf } from '../items.ts';
import { hash } from '../link.ts';
import { faultName, moment, took } from '../words.ts';
import { changeView, documentOf, laidOut } from './documents.ts';
import { logLine, logRow } from './log-line.ts';

export function detail(item: Item, index: Index, explanation: Explanation): Html {
  switch (item.type) {
    case 'message':
      return ofMessage(item.of, item, index);
    case 'event':
      return ofEvent(item.of, item, index, explanation);
    case 'fault':
      return ofFault(item.of, index, explanation);
    case 'log':
      return ofLog(item.of, item, index);
  }
}

type Fact = [name: string, value: Html | string] | false;

const title = (kind: string, label: string): Html =>
  html`<p class="soft kind">${kind}</p><h3 class="what">${label}</h3>`;

const facts = (list: Fact[]): Html =>
  html`<dl class="facts">${list.map((fact) => fact && html`<dt>${fact[0]}</dt><dd>${fact[1]}</dd>`)}</dl>`;

const PROTOCOLS = { http: 'HTTP', mongodb: 'database', other: 'message' };

function ofMessage(message: Message, item: Item, index: Index): Html {
  const { id, from, to, label, protocol, sentMs, arrivedMs, fate, answers, subjects, body, stack } = message;
  const { byId, answersTo, commitsOf, faultsOn } = index;
  const asked = answers === null ? undefined : byId.get(answers);
  const kind = `${PROTOCOLS[protocol]}, ${answers === null ? 'asked' : 'answered'}`;
  return html`${title(kind, label)}${facts([
    ['from', from],
    ['to', to],
    ['sent', moment(sentMs, true)],
    arrivedMs !== null
      ? ['arrived', `${moment(arrivedMs, true)}, after ${took(arrivedMs - sentMs)}`]
      : ['arrived', html`<b class="bad-ink">never</b>`],
    fate !== null && ['fate', html`<b class="${arrivedMs === null ? 'bad-ink' : 'warn-ink'}">${fate}</b>`],
    links('because of', faultsOn.get(id)?.map(faultLink)),
    asked !== undefined && ['answers', link(asked)],
    links('answered by', answersTo.get(id)?.map(messageLink)),
    links('wrote', commitsOf.get(id)?.map(eventLink)),
    subjects.length > 0 && ['about', subjects.join(', ')],
  ])}${block('What it said', documentOf(body))}${logsAround(item, index)}${stackOf(stack)}`;
}

const KINDS: Partial<Record<Event['kind'], string>> = { commit: 'commit', answer: 'what a client was told' };

function ofEvent(event: Event, item: Item, index: Index, explanation: Explanation): Html {
  const { id, lane, atMs, kind, label, subjects, seq, change } = event;
  const { violation } = explanation;
  const by = change?.message ? index.byId.get(change.message) : undefined;
  return html`${title(KINDS[kind] ?? kind, label)}${facts([
    lane !== null && ['where', lane],
    ['when', moment(atMs, true)],
    seq !== null && ['in the trace', `event ${seq}`],
    links('because of', index.faultsOn.get(id)?.map(faultLink)),
    change !== undefined && ['in', `${change.db}.${change.coll}`],
    change?.by != null && ['written by', change.by],
    by !== undefined && ['by the message', link(by)],
    subjects.length > 0 && ['about', subjects.join(', ')],
  ])}${kind === 'violation' && violation !== null && html`<p class="violation"><b>${violation.invariant}</b>: ${violation.says}<br>${violation.message}</p>`}${
    change !== undefined && block(CHANGES[change.op], changeView(change.before, change.after))
  }${logsAround(item, index)}${by?.type === 'message' && stackOf(by.of.stack)}`;
}

const CHANGES = {
  insert: 'The document, which was not there before',
  update: 'The document, before and after',
  replace: 'The document, before and after',
  delete: 'The document, which is gone',
};

const STRUCK_MOST = 60;

function ofFault(
  { kind, words, fromMs, toMs, lanes, struck, id }: ExplainedFault,
  index: Index,
  explanation: Explanation,
): Html {
  const without = explanation.things?.find(({ fault }) => fault === id);
  const met = struck.map((each) => index.byId.get(each)).filter((each) => each !== undefined);
  return html`${title(`fault, ${kind}`, words)}${facts([
    ['from', moment(fromMs, true)],
    ['to', `${moment(toMs, true)}, after ${took(toMs - fromMs)}`],
    lanes.length > 0 && ['strikes', lanes.join(', ')],
    without !== undefined && ['without it', without.without],
    met.length > 0 && [
      'struck',
      html`${met.slice(0, STRUCK_MOST).map((each) => html`<div>${moment(each.atMs)} ${link(each)}</div>`)}${met.length > STRUCK_MOST && `and ${met.length - STRUCK_MOST} more`}`,
    ],
  ])}`;
}

function ofLog({ lane, atMs, line, subjects }: Log, item: Item, index: Index): Html {
  return html`${title('log', cut(logLine(line).says, 120))}${facts([
    ['written by', lane],
    ['when', moment(atMs, true)],
    subjects.length > 0 && ['about', subjects.join(', ')],
  ])}${block('The line', html`<pre class="doc">${laidOut(line)}</pre>`)}${logsAround(item, index)}`;
}

export function nameOf(item: Item): string {
  switch (item.type) {
    case 'fault':
      return faultName(item.of);
    case 'log':
      return logLine(item.of.line).says;
    default:
      return item.of.label;
  }
}

const NAME_MOST = 90;

const link = (item: Item): Html => html`<a href="${hash(item.id)}">${cut(nameOf(item), NAME_MOST)}</a>`;
const faultLink = (of: ExplainedFault): Html => link(itemOf.fault(of));
const eventLink = (of: Event): Html => link(itemOf.event(of));
const messageLink = (of: Message): Html =>
  html`${link(itemOf.message(of))} <small class="soft">at ${moment(of.sentMs)}${of.arrivedMs === null && ', which never arrived'}</small>`;

const links = (name: string, list: Html[] | undefined): Fact =>
  list !== undefined && list.length > 0 && [name, html`${list.map((each) => html`<div>${each}</div>`)}`];

const block = (name: string, inside: Html | false): Html | false => inside && html`<h4>${name}</h4>${inside}`;

const stackOf = (stack: string[]): Html | false =>
  stack.length > 0 &&
  html`<h4>Sent from</h4><pre class="doc stack">${stack.map((line) => html`<span class="${line.includes('node_modules') && 'soft'}">${line}</span>\n`)}</pre>`;

const AROUND = { beforeMs: 5, afterMs: 50, most: 8 };

/** What those whom it was between wrote about that time. */
function logsAround(item: Item, { inOrder }: Index): Html | false {
  const lanes = lanesOf(item);
  const until = item.type === 'message' ? (item.of.arrivedMs ?? item.atMs) : item.atMs;
  const logs = inOrder.filter(
    (each): each is Item & { type: 'log' } =>
      each.type === 'log' &&
      lanes.includes(each.of.lane) &&
      each.atMs >= item.atMs - AROUND.beforeMs &&
      each.atMs <= until + AROUND.afterMs,
  );
  if (logs.length === 0) return false;
  return html`<h4>Logged about then</h4><ol class="logs">${logs.slice(0, AROUND.most).map((log) => logRow(log.of, log.id === item.id))}</ol>`;
}
