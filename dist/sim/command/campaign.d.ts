import { type Options } from './options.ts';
/** Returns the exit code. */
export declare function runCampaign(options: Options): Promise<number>;
