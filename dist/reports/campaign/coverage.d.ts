import { type Html } from '../page/html.ts';
import type { Campaign } from './merge.ts';
export declare function characters({ characters: all }: Campaign): Html;
export declare function sometimes({ sometimes: states, seeds }: Campaign): Html;
export declare function faults({ faults: kinds, seeds }: Campaign): Html;
