/** A page's parts, each with an anchor of its own, and the list of them that leads there. */
import { html } from './html.js';
export function section(id, title, body) {
    return html `<section id="${id}"><h2><a href="#${id}">${title}</a></h2>
${body}
</section>`;
}
export function contents(parts) {
    return html `<nav class="contents" aria-label="Contents">${parts.map(([id, title]) => html `<a href="#${id}">${title}</a>`)}</nav>`;
}
