/** Whether set-up works and each service starts: alone where others do not. */
import { endedFromInside, type RunResult } from '../sim/result.ts';
import { type Finding, fail, ok } from './finding.ts';
import { firstLine, type Heard, lastWords, type Stage } from './stage.ts';

/** `started` is empty where nothing can be asked of those that started, either. */
export async function startFindings(stage: Stage): Promise<{ findings: Finding[]; started: string[] }> {
  const findings: Finding[] = [];
  let services = Object.keys(stage.scenario.services);
  for (;;) {
    const { result, heard } = await stage.play(stage.plan(services));
    const failed = services.filter((name) => isToBlame(name, result, heard));
    if (failed.length === 0) {
      const around = aroundThem(stage, result, heard);
      const works = around.every(({ level }) => level === 'ok');
      if (works) findings.push(...services.map((name) => up(stage, name)));
      return { findings: [...findings, ...around], started: works ? services : [] };
    }
    findings.push(...failed.map((name) => notStarted(stage, name, result, heard)));
    services = services.filter((name) => !failed.includes(name));
    if (services.length === 0) return { findings, started: [] };
  }
}

const hostOf = (service: string): string => `${service}-1`;
const isNamed = (host: string, text: string): boolean => new RegExp(`(?<![\\w-])${host}\\b`).test(text);

/** Whether what came of a run is of this service's making. */
function isToBlame(name: string, { verdict, reason }: RunResult, { notUp }: Heard): boolean {
  if (endedFromInside({ verdict })) return isNamed(hostOf(name), firstLine(reason));
  if (verdict !== 'stuck' || !reason.startsWith('it did not start')) return false;
  // Further lines are what it died of, which may name others.
  return isNamed(hostOf(name), firstLine(reason)) || notUp.has(hostOf(name));
}

function up({ scenario }: Stage, name: string): Finding {
  const { port } = scenario.services[name]!;
  return ok(name, port === undefined ? 'starts' : `starts, and listens on ${port}`);
}

function notStarted(stage: Stage, name: string, { verdict, reason }: RunResult, heard: Heard): Finding {
  const host = hostOf(name);
  if (verdict !== 'stuck') return fail(name, firstLine(reason), stage.placeIn(reason));
  const exit = heard.exits.find(({ process }) => process === host);
  const why = heard.notUp.get(host) ?? exit?.error;
  const wrote = lastWords(heard, host);
  if (why) return fail(name, `it ends by an error: ${firstLine(why)}`, wrote ?? stage.placeIn(why));
  if (exit)
    return fail(name, `it ends with ${exit.code ?? exit.signal} as it starts`, wrote ?? 'it wrote nothing');
  const { port } = stage.scenario.services[name]!;
  return fail(
    name,
    port === undefined ? 'it does not start within 2 s' : `it does not listen on ${port} within 2 s`,
    wrote ?? 'it wrote nothing: see that env gives it its port, and where the database is',
  );
}

/** What is wrong where no service is to blame. */
function aroundThem(stage: Stage, { verdict, reason }: RunResult, { notUp }: Heard): Finding[] {
  const why = notUp.get('setup');
  if (why !== undefined) return [fail('setup', `it ends with an error: ${why}`, 'mend setup')];
  if (verdict === 'stuck')
    return reason.startsWith('not at rest')
      ? [
          fail(
            'rest',
            `with nothing asked of it, it does not come to rest: ${reason}`,
            'say in rest when nothing is left to do',
          ),
        ]
      : [fail('setup', firstLine(reason), 'do less in setup')];
  if (endedFromInside({ verdict })) return [fail('setup', firstLine(reason), stage.placeIn(reason))];
  return stage.scenario.setup ? [ok('setup', 'works')] : [];
}
