import type { Campaign } from './merge.ts';
/** A whole HTML file. */
export declare function renderCampaign(campaign: Campaign): string;
