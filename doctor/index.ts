/**
 * `groundhog doctor`: what in a project or its scenario will not run, before it does not, each with what to do.
 *
 * Map: `examine.ts` is a process of its own, in which the scenario is loaded and tried: `imports.ts` looks at what entries
 * load, by `peers.ts`; `workload.ts` at what is drawn. On the `stage.ts` all of it is started (`starts.ts`), asked a little
 * (`answers.ts`), and run through twice (`history.ts`); what an invariant looks at and a run has nothing of is named (`vacuous.ts`). `finding.ts` is what is said.
 */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { Command } from 'commander';
import { commandLine, NODE_FLAGS } from '../harness/called.ts';
import { INTERRUPTED, onInterrupt } from '../harness/interrupt.ts';
import { DEFAULT_FILE } from '../harness/scenario/load.ts';
import { plural } from '../harness/words.ts';
import { type Finding, fail, ok, printFinding, warn } from './finding.ts';

export type { Finding, Level } from './finding.ts';

/** What a script can tell from the exit code. */
export const EXIT = {
  /** Nothing fails; it may have warned. */
  healthy: 0,
  failed: 1,
  usage: 2,
} as const;

export interface DoctorOptions {
  /** The scenario's file; by default `groundhog.config.ts`. */
  scenario?: string | undefined;
  /** Where paths are from; by default the working directory. */
  root?: string;
  /** Told each finding as it comes. */
  onFinding?: (finding: Finding) => void;
}

/** A rehearsal takes a few seconds; what takes so long does not end. */
const LIMIT_MS = 180_000;

/** All that is found. */
export async function doctor({ scenario, root = '.', onFinding }: DoctorOptions = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  const say = (finding: Finding) => {
    findings.push(finding);
    onFinding?.(finding);
  };
  say(nodeFinding(process.versions.node));
  const child = fork(new URL('./examine.ts', import.meta.url), [scenario ?? ''], {
    cwd: path.resolve(root),
    execArgv: [...NODE_FLAGS],
    // What a scenario prints as it loads is nobody's finding.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('message', (finding: Finding) => say(finding));
  // Interrupted, it leaves nothing behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const end = await ended(child);
  process.off('exit', kill);
  if (end !== undefined) say(end);
  return findings;
}

const OLDEST = [20, 19] as const;
const NEWEST = 26;

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const needs = `Node ${OLDEST.join('.')} or later`;
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    return fail('node', `this is Node ${version}`, `use ${needs}`);
  return major > NEWEST
    ? warn('node', `this is Node ${version}, which was not tried`, `if something is odd, try Node ${NEWEST}`)
    : ok('node', `this is Node ${version}`);
}

/** Undefined: it came to its end. */
function ended(child: ChildProcess): Promise<Finding | undefined> {
  let errors = '';
  child.stderr!.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4000);
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(
        fail(
          'hung',
          `no end after ${LIMIT_MS / 1000} s: the last line is what came before it`,
          'look for an endless loop',
        ),
      );
    }, LIMIT_MS);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(undefined);
      else
        resolve(
          fail(
            'died',
            `the simulator ended with ${code ?? signal}: ${lastError(errors)}`,
            'it may be a fault of groundhog',
          ),
        );
    });
  });
}

const lastError = (text: string): string =>
  text.split('\n').find((line) => /\w*Error\b.*:/.test(line)) ?? text.trim().split('\n').at(-1) ?? '';

export const exitCodeOf = (findings: readonly Finding[]): number =>
  findings.some(({ level }) => level === 'fail') ? EXIT.failed : EXIT.healthy;

/** The last line. */
function summary(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const [fails, warns] = [count('fail'), count('warn')];
  if (fails > 0) return `${plural(fails, 'thing')} will not run, ${plural(warns, 'warning')}`;
  return warns > 0 ? `it runs, with ${plural(warns, 'warning')}` : 'all is well';
}

/** The command, for the program that has it. */
export function doctorCommand(): Command {
  return new Command(commandLine('doctor'))
    .description('Says what in a project or its scenario will not run, before it does not, and what to do.')
    .option('--scenario <file>', 'what is looked over', DEFAULT_FILE)
    .option('--json', 'print what is found as JSON', false)
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      `
A line is ok, warn (it runs, and you may want to look) or fail (it will not run).

Exit codes:
  0 nothing fails   1 something fails   2 bad usage`,
    )
    .action(async ({ scenario, json }: { scenario: string; json: boolean }) => {
      onInterrupt(() => {
        console.error('doctor: interrupted; what is above is not all');
        process.exit(INTERRUPTED);
      });
      const onFinding = json ? undefined : (finding: Finding) => console.log(printFinding(finding));
      const findings = await doctor({ scenario, ...(onFinding && { onFinding }) });
      console.log(json ? JSON.stringify(findings, null, 1) : `\n${summary(findings)}`);
      process.exitCode = exitCodeOf(findings);
    });
}
