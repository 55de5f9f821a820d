import type { ScenarioTools } from '../../harness/scenario/fault.ts';
import type { Databases } from '../faults/fault.ts';
import type { World } from '../world/world.ts';
export declare function foreignInsert(world: World, databases: Pick<Databases, 'primary' | 'touch'>): ScenarioTools['foreignInsert'];
