/** All tools, in the order in which one would use them. */
import type { Session } from '../session.ts';
import type { Tool } from '../tool.ts';
import { describeScenario } from './describe-scenario.ts';
import { explain } from './explain.ts';
import { readDocuments, readEvents, readItem, readLogs } from './read.ts';
import { runPlan, runSeeds } from './run.ts';
import { shrinkPlan } from './shrink.ts';
import { readSource } from './source.ts';

const TOOLS = [
  ...[describeScenario, runSeeds, runPlan, shrinkPlan, explain],
  ...[readEvents, readItem, readDocuments, readLogs, readSource],
];

export const toolsOf = (session: Session): Tool[] => TOOLS.map((of) => of(session));
