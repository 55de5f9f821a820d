/** What a `$changeStream` stage may say, and what may come after it in a pipeline. */
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Vars } from '../query/expression.ts';
import { atLeast } from '../query/since.ts';
import { stageOf } from '../query/stages.ts';
import type { Wanted } from './images.ts';

const OPTIONS: Record<string, 'string' | 'boolean' | 'any'> = {
  fullDocument: 'string',
  resumeAfter: 'any',
  startAfter: 'any',
  startAtOperationTime: 'any',
  allChangesForCluster: 'boolean',
};
const OPTIONS_6: typeof OPTIONS = {
  ...OPTIONS,
  fullDocumentBeforeChange: 'string',
  showExpandedEvents: 'boolean',
};
const STAGES = [
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
  '$changeStreamSplitLargeEvent',
];

/** What a stage asks for, such as the server takes it; where it starts from is still to be checked. */
export interface StreamSpec extends Wanted {
  options: Doc;
  expanded: boolean;
  /** The stages that come after it. */
  pipeline: Doc[];
  /** Events that are too large come in fragments. */
  splits: boolean;
}

export function checkedStage(spec: Value, pipeline: Doc[], vars: Vars): StreamSpec {
  if (!isObject(spec)) return fail(50808, `$changeStream stage expects a document as argument.`);
  checkOptions(spec, atLeast(vars, '6.0') ? OPTIONS_6 : OPTIONS);
  const names = pipeline.map((stage) => stageOf(stage, vars).name);
  names.forEach((name, i) => {
    if (!STAGES.includes(name)) fail(20, `${name} is not permitted in a $changeStream pipeline`);
    if (name === '$changeStreamSplitLargeEvent' && i < names.length - 1)
      fail(7182802, `${name} must be the last stage in the pipeline`);
  });
  const splits = names.at(-1) === '$changeStreamSplitLargeEvent';
  return {
    options: spec,
    ...images(spec, vars),
    expanded: spec.showExpandedEvents === true,
    pipeline: splits ? pipeline.slice(0, -1) : pipeline,
    splits,
  };
}

function checkOptions(spec: Doc, known: typeof OPTIONS): void {
  for (const [name, value] of Object.entries(spec)) {
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!type) fail(40415, `BSON field '$changeStream.${name}' is an unknown field.`);
    if (type !== 'any' && value !== undefined && typeof value !== type)
      fail(
        14,
        `BSON field '$changeStream.${name}' is the wrong type '${typeName(value)}', expected type '${type}'`,
      );
  }
}

function images(spec: Doc, vars: Vars): Wanted {
  const fullDocument = String(spec.fullDocument ?? 'default');
  const fullDocumentBeforeChange = String(spec.fullDocumentBeforeChange ?? 'off');
  if (!atLeast(vars, '6.0')) {
    if (fullDocument !== 'default' && fullDocument !== 'updateLookup')
      fail(
        40575,
        `unrecognized value for the 'fullDocument' option to the $changeStream stage. Expected 'default' or 'updateLookup', got '${fullDocument}'`,
      );
    return { fullDocument, fullDocumentBeforeChange };
  }
  const check = (name: string, value: string, allowed: string[]): void => {
    if (!allowed.includes(value))
      fail(2, `Enumeration value '${value}' for field '$changeStream.${name}' is not a valid value.`);
  };
  check('fullDocument', fullDocument, ['default', 'updateLookup', 'whenAvailable', 'required']);
  check('fullDocumentBeforeChange', fullDocumentBeforeChange, ['off', 'whenAvailable', 'required']);
  return { fullDocument, fullDocumentBeforeChange };
}
