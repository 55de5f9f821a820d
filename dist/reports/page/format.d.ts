export { duration, number, plural } from '../../harness/words.ts';
export declare function ms(value: number | null | undefined): string;
export declare function seconds(milliseconds: number): string;
/** The change from one figure to another, such as `+12.5%`. */
export declare function change(from: number | null | undefined, to: number | null | undefined): string;
