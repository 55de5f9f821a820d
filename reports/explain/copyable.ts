/** Text that a reader will want to copy. */
import { type Html, html } from '../page/html.ts';

/** The button is of use only to a script. */
export const copyable = (text: string): Html =>
  html`<div class="copyable"><button type="button" class="copy" hidden>Copy</button><pre>${text}</pre></div>`;
