import type { VirtualProcess } from './process.ts';
export declare function makeGlobals({ object, stdout, stderr }: VirtualProcess, web: () => Record<string, unknown>): Record<string, unknown>;
