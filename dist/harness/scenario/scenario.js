import { noteOrigin } from './origin.js';
/** Checks nothing, infers the type of the data. What it is called in is the scenario's file. */
export function scenario(definition) {
    noteOrigin(definition, scenario);
    return definition;
}
