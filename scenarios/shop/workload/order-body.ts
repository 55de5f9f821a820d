/** What an order is sent as. */
export interface OrderBody {
  order_id: string;
  product_id: string;
  qty: number;
  amount: number;
}
