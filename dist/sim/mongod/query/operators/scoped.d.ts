import { type Form } from '../expr.ts';
export declare const scoped: Record<string, Form>;
