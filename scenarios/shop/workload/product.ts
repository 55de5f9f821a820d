export interface Product {
  product_id: string;
  initial_stock: number;
}
