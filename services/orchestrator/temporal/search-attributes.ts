/** By what workflows are found in Temporal's UI. A cluster must know them: `dev-server.ts` tells the one that it starts. */
import { defineSearchAttributeKey } from '@temporalio/common';

export const ORDER_STATUS = defineSearchAttributeKey('OrderStatus', 'KEYWORD');
export const PRODUCT = defineSearchAttributeKey('Product', 'KEYWORD');
