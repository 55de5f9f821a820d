/** A page's parts, each with an anchor of its own, and the list of them that leads there. */
import { type Html, html } from './html.ts';

export function section(id: string, title: string, body: Html): Html {
  return html`<section id="${id}"><h2><a href="#${id}">${title}</a></h2>
${body}
</section>`;
}

export function contents(parts: readonly (readonly [id: string, title: string])[]): Html {
  return html`<nav class="contents" aria-label="Contents">${parts.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav>`;
}
