/** What a stage of a pipeline is, and what several of them do alike. */
import { type Doc, isObject, setField, type Value } from '../bson/values.ts';
import type { Vars } from './expression.ts';

export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;

/** What stages need of the server around them. */
export interface PipelineContext {
  vars: Vars;
  /** All documents of another collection of the same database. */
  read(coll: string): Iterable<Doc>;
  /** The documents that `$collStats` and its like stand for. */
  stats?(name: string, spec: Doc): Iterable<Doc>;
}

/** How stages that hold pipelines compile them. */
export interface Pipelines {
  compile(pipeline: Doc[], ctx: PipelineContext): Stage;
  stageOf(stage: Value, vars: Vars): { name: string; spec: Value };
}

export const each = (run: (doc: Doc) => Doc): Stage =>
  function* (docs) {
    for (const doc of docs) yield run(doc);
  };

/** A copy with the value at the path; arrays on the way have it put into each element; a scalar gives way. */
export function put(target: Value, path: string[], at: number, value: Value): Value {
  if (at === path.length) return value;
  if (Array.isArray(target)) return target.map((item) => put(item, path, at, value));
  const base: Doc = isObject(target) ? { ...target } : {};
  const name = path[at]!;
  const next = put(Object.hasOwn(base, name) ? base[name] : undefined, path, at + 1, value);
  if (next === undefined) delete base[name];
  else setField(base, name, next);
  return base;
}
