/** HTML by tagged templates: whatever is put in is escaped, unless it is HTML made here. */
export declare class Html {
    readonly text: string;
    constructor(text: string);
}
type Value = Html | string | number | null | undefined | false | readonly Value[];
export declare function html(parts: TemplateStringsArray, ...values: Value[]): Html;
/** Data for a script to read: no text in it can end the element it stands in. */
export declare function json(data: unknown): Html;
export {};
