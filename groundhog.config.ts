/** What `sim`, `zoo` and the others run here unless they are told otherwise. */
export { default } from './scenarios/shop/index.ts';
