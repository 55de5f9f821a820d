/**
 * What must happen now and then: the other half of an assertion. An invariant that never meets a refund holds, and
 * says nothing about refunds. So a scenario names the states that a healthy campaign reaches; a campaign counts in how
 * many runs each was, and fails when one never was. `sometimes.ts` is what such a state sees and says.
 *
 * The idea is that of Antithesis's sometimes assertions and of FoundationDB's `TEST` macros.
 */
export { Reached, sometimes } from './sometimes.js';
