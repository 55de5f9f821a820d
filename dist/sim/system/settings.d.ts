/** How outside parties behave, in numbers: what they read, and who has made it worse. Of several the worst counts. */
import type { ScenarioTools } from '../../harness/scenario/fault.ts';
type Numbers = Record<string, number>;
export declare class Settings {
    #private;
    /** The live numbers of a service, as they are usually. */
    add(service: string, usual: Numbers): void;
    /** Read anew at each use: they change while the service runs. */
    of(service: string): Numbers;
    readonly impose: ScenarioTools['impose'];
}
export {};
