/**
 * What a scenario is written with: `import { scenario, invariant } from 'groundhog'`. It is all that a package of this
 * lets a scenario see; those of this repository see no more.
 *
 * | name                              | for                                                                     |
 * |-----------------------------------|-------------------------------------------------------------------------|
 * | `scenario`                        | what is run and what must hold: the default export of a scenario's file |
 * | `invariant`, `invariant.unique` … | what must hold, of one's own making or from the kit                     |
 * | `sometimes`                       | states that a healthy campaign gets to                                  |
 * | `fault`                           | faults of a scenario's own                                              |
 * | `Bug`                             | planted bugs                                                            |
 * | `fc`, `weighted`, `between`       | drawing: fast-check, and what it lacks                                  |
 * | `mix`                             | a workload in a few lines: kinds of request, each by its weight         |
 * | `arrivalTimes`, `zipf`            | when requests are due, and what is asked for more often                 |
 * | `withDatabase`                    | the connection string of a database by its name                         |
 * | `withDatabase`                    | the address of a database as a service wants it                         |
 * | `plural`                          | numbers in words                                                        |
 */
export { default as fc } from 'fast-check';
export { between, weighted } from '../harness/scenario/draw.js';
export { fault, } from '../harness/scenario/fault.js';
export { scenario, } from '../harness/scenario/scenario.js';
export { withDatabase } from '../harness/scenario/with-database.js';
export { sometimes } from '../harness/sometimes/sometimes.js';
export { plural } from '../harness/words.js';
export { arrivalTimes, mix, zipf, } from '../harness/workload/index.js';
export { invariant } from './invariant.js';
