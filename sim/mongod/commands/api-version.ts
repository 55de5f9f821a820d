/** The versioned API, of 5.0: a client declares which it speaks, and may ask to be held to it. */
import { type Doc, isObject } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isAtLeast } from '../version.ts';
import type { Request } from './request.ts';

/** What version 1 has. */
const COMMANDS = new Set(
  `abortTransaction aggregate authenticate bulkWrite collMod commitTransaction count create createIndexes delete drop
  dropDatabase dropIndexes endSessions explain find findAndModify findandmodify getMore hello insert killCursors
  listCollections listDatabases listIndexes logout ping refreshSessions saslContinue saslStart update`.split(
    /\s+/,
  ),
);
const STAGES_LEFT_OUT = new Set(
  `$currentOp $indexStats $listLocalSessions $listSearchIndexes $listSessions $planCacheStats $search $searchMeta`.split(
    ' ',
  ),
);

/** Throws for a declaration that is not understood, and for what is not in the version that was declared. */
export function checkApiVersion({ version, name, cmd }: Request): void {
  const { apiVersion, apiStrict, apiDeprecationErrors } = cmd;
  if (!isAtLeast(version, '5.0')) return;
  if (apiVersion === undefined) {
    if (apiStrict === undefined && apiDeprecationErrors === undefined) return;
    const what = apiStrict === undefined ? 'apiDeprecationErrors' : 'apiStrict';
    fail(72, `Provided ${what} without passing apiVersion`);
  }
  if (typeof apiVersion !== 'string')
    fail(14, "BSON field 'apiVersion' is the wrong type, expected type 'string'");
  if (apiVersion !== '1') fail(322, 'API version must be "1"');
  if (apiStrict !== true) return;
  if (!COMMANDS.has(name))
    fail(
      323,
      `Provided apiStrict:true, but the command ${name} is not in API Version 1. Information on supported commands and migrations in API Version 1 can be found at https://dochub.mongodb.org/core/manual-versioned-api`,
    );
  for (const stage of stagesOf(cmd))
    if (STAGES_LEFT_OUT.has(stage))
      fail(323, `stage ${stage} is not allowed with 'apiStrict: true' in API Version 1`);
}

const stagesOf = ({ aggregate, pipeline }: Doc): string[] =>
  aggregate !== undefined && Array.isArray(pipeline)
    ? pipeline.flatMap((stage) => (isObject(stage) ? Object.keys(stage) : []))
    : [];
