/** `npm run report -- FILE.json` draws a result again; two files are compared. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import type { LoadResult } from '../harness/run/result.ts';
import { renderComparison, renderReport } from './index.ts';

const EXIT_BAD_USAGE = 2;

const command = new Command('report')
  .description('Draws the page of a result again, or compares two results.')
  .argument('<result>', 'a .json that npm run load wrote')
  .argument('[other]', 'another, to compare with the first')
  .option('--out <file>', 'the page to write (default: beside the first result)')
  .exitOverride();

try {
  command.parse();
  const [first, second] = command.args as [string, string | undefined];
  const { out } = command.opts<{ out?: string }>();
  const results = command.args.map(read);
  const html = drawn(command.args, () =>
    second === undefined ? renderReport(results[0]!) : renderComparison(results[0]!, results[1]!),
  );
  const beside = path.join(path.dirname(first), path.basename(first, '.json'));
  const file =
    out ??
    (second === undefined ? `${beside}.html` : `${beside}-against-${path.basename(second, '.json')}.html`);
  writeFileSync(file, html);
  console.log(`report: ${file}`);
} catch (error) {
  if (!(error instanceof CommanderError)) console.error(`report: ${(error as Error).message}`);
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT_BAD_USAGE;
}

/** A result from which something is missing is told as such, and not by the place at which drawing stopped. */
function drawn(files: string[], draw: () => string): string {
  try {
    return draw();
  } catch (error) {
    throw new Error(`${files.join(' or ')} is damaged, and cannot be drawn: ${(error as Error).message}`);
  }
}

function read(file: string): LoadResult {
  let result: Partial<LoadResult>;
  try {
    result = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (result?.format !== 'groundhog-load' || result.version !== 1)
    throw new Error(`${file} is no result of npm run load, or one of another version`);
  return result as LoadResult;
}
