/** Figures that a reader sees first, side by side. */
import { type Html } from './html.ts';
export type Tone = '' | 'good' | 'bad' | 'warn';
export interface Tile {
    name: string;
    value: string;
    /** Under the value: what it is held against. */
    beside?: string;
    tone?: Tone;
}
export declare function tiles(all: Tile[]): Html;
