/** `$documents`: a pipeline begins with what it holds itself. */
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpr } from './expr.ts';
import type { PipelineContext, Stage } from './stage.ts';

export function documents(spec: Value, { vars }: PipelineContext): Stage {
  const list = compileExpr(spec, vars);
  return () => {
    const docs = list({}, vars);
    if (!Array.isArray(docs) || !docs.every(isObject))
      return fail(5858203, '$documents must be an array of objects');
    return docs as Doc[];
  };
}

/** Whether a pipeline needs no collection. */
export const bringsDocuments = (pipeline: Value): boolean =>
  Array.isArray(pipeline) && isObject(pipeline[0]) && '$documents' in pipeline[0];
