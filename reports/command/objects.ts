/** Draws what is one JSON object: a result of a load run, two of them, or an explanation. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandName } from '../../harness/called.ts';
import {
  EXPLANATION_FORMAT,
  EXPLANATION_VERSION,
  type Explanation,
} from '../../harness/explanation/index.ts';
import { LOAD_FORMAT, LOAD_VERSION, type LoadResult } from '../../harness/run/result.ts';
import { EXIT } from '../exit-codes.ts';
import { renderComparison, renderExplanation, renderReport } from '../index.ts';
import { write } from './files.ts';

/** What was read of a file; whose it is and of which version is not known yet. */
interface Read {
  file: string;
  object: { format?: unknown; version?: unknown };
}

/** Its exit code. Throws, with one line for a person, what cannot be read or drawn. */
export function drawObjects(files: string[], out: string | undefined): number {
  const [first, second, ...more] = files.map(read);
  const isExplained = first!.object.format === EXPLANATION_FORMAT;
  if (isExplained && second !== undefined) throw new Error('explanations are drawn one at a time');
  if (more.length > 0) throw new Error(`results of ${commandName('load')} are drawn one or two at a time`);
  const draw = isExplained ? drawerOfExplanation(first!) : drawerOfLoad(first!, second);
  const beside = path.join(path.dirname(first!.file), path.basename(first!.file, '.json'));
  const against = second === undefined ? '' : `-against-${path.basename(second.file, '.json')}`;
  const page = out ?? `${beside}${against}.html`;
  write(page, drawn(files, draw));
  console.log(`report: ${page}`);
  return EXIT.drawn;
}

/** A result from which something is missing is told as such, and not by the place at which drawing stopped. */
function drawn(files: string[], draw: () => string): string {
  try {
    return draw();
  } catch (error) {
    throw new Error(`${files.join(' or ')} is damaged, and cannot be drawn: ${(error as Error).message}`);
  }
}

function read(file: string): Read {
  try {
    return { file, object: JSON.parse(readFileSync(file, 'utf8')) ?? {} };
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

function drawerOfExplanation(only: Read): () => string {
  const explanation = explanationIn(only);
  return () => renderExplanation(explanation);
}

function drawerOfLoad(first: Read, second: Read | undefined): () => string {
  const result = loadIn(first);
  if (second === undefined) return () => renderReport(result);
  const other = loadIn(second);
  return () => renderComparison(result, other);
}

function loadIn({ file, object }: Read): LoadResult {
  if (object.format !== LOAD_FORMAT) throw new Error(`${file} is no result of ${commandName('load')}`);
  if (object.version !== LOAD_VERSION)
    throw new Error(
      `${file} is a result of version ${object.version}, and this draws version ${LOAD_VERSION}: measure again, or draw it with the code that measured it`,
    );
  return object as LoadResult;
}

function explanationIn({ file, object }: Read): Explanation {
  if (object.version !== EXPLANATION_VERSION)
    throw new Error(
      `${file} is an explanation of version ${object.version}, and this draws version ${EXPLANATION_VERSION}: explain the plan again, or draw it with the code that explained it`,
    );
  return object as Explanation;
}
