/** What became of every order, and of the money. */
import type { LoadResult } from '../../harness/run/result.ts';
import { type Html } from '../page/html.ts';
export declare function orders({ orders: ledger, money, settings }: LoadResult): Html;
