/** Loaded into a service before its entry: plants the bug that its environment brings, unknown to it. */
import { importPatched, patchedSources } from '../bugs/patch.ts';
import { PLANTED } from './plant.ts';

const { patch, root } = JSON.parse(process.env[PLANTED]!);
delete process.env[PLANTED];
importPatched(patchedSources(patch, root), root);
