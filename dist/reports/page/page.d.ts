/** A whole page in one file: style and script inside it, and a policy that lets it load nothing. */
import { Html } from './html.ts';
export declare function page(title: string, body: Html): string;
