import { FileCalls } from './calls.ts';
type Module = Record<string, unknown>;
export declare function fileModules(calls: FileCalls): {
    fs: Module;
    promises: Module;
};
export {};
