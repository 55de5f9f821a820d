/** A page's parts, each with an anchor of its own, and the list of them that leads there. */
import { type Html } from './html.ts';
export declare function section(id: string, title: string, body: Html): Html;
export declare function contents(parts: readonly (readonly [id: string, title: string])[]): Html;
