/** Numbers as a person reads them, and what they count: the same on the terminal and on pages. */
/** Three significant digits, without needless zeros; a dash for what is not known. */
export declare function number(value: number | null | undefined): string;
/** `1 seed`, `2,000 seeds`. What is counted one by one is given to the last. */
export declare function plural(count: number, one: string, many?: string): string;
/** `850 ms`, `13.4 s`, `12.3 min`, `5.2 h`: in the unit that says something. */
export declare function duration(ms: number): string;
