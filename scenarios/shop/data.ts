/** The shop's own part of a plan: what is on the shelves, and how the bank is. */
import type { Product } from './workload/index.ts';

export interface ShopData {
  products: Product[];
  bank: { latencyMs: number; declineRate: number };
}
