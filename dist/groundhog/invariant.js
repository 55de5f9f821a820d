import * as kit from '../harness/invariants/kit/index.js';
import { invariant as make } from '../harness/invariants/make.js';
/** Makes an invariant of one's own; those that hold for most systems hang on it, such as `invariant.unique({ … })`. */
export const invariant = Object.assign((name, says, create) => make(name, says, create), kit);
