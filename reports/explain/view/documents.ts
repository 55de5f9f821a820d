/** Documents, and text that is one, laid out to be read. */
import { type Html, html } from '../../page/html.ts';
import { difference } from '../document/difference.ts';
import { lines } from '../document/notation.ts';

/** False: there is none. */
export const documentOf = (body: unknown): Html | false =>
  body !== null &&
  body !== undefined &&
  body !== '' &&
  html`<pre class="doc">${typeof body === 'string' ? laidOut(body) : lines(body).join('\n')}</pre>`;

const SIGNS = { ' ': '', '+': 'add', '-': 'gone' };

/** What was before and what is, line by line. Null: there was, or is, none. */
export const changeView = (before: unknown, after: unknown): Html =>
  html`<pre class="doc change">${difference(before, after).map(({ sign, text }) => html`<span class="${SIGNS[sign]}">${sign} ${text}</span>\n`)}</pre>`;

/** A line that is JSON becomes several. */
export function laidOut(line: string): string {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? lines(value).join('\n') : line;
  } catch {
    return line;
  }
}
