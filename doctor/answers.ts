/** One request of each kind, and how it is answered. */
import { endedFromInside } from '../sim/result.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import { firstLine, type Heard, lastWords, type Stage } from './stage.ts';
import type { FirstOfKind } from './workload.ts';

export async function answerFindings(
  stage: Stage,
  kinds: readonly FirstOfKind[],
  started: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const asked = kinds.filter(({ request }) => started.includes(request.to));
  // A request may be about what only its own plan has set up.
  for (const plan of new Set(asked.map((one) => one.plan))) {
    const requests = asked.filter((one) => one.plan === plan).map(({ request }) => request);
    const { result, heard } = await stage.play(stage.plan(started, plan, requests));
    if (endedFromInside(result))
      findings.push(fail('requests', firstLine(result.reason), stage.placeIn(result.reason)));
    else findings.push(...requests.map(({ kind }) => answered(kind, heard)));
  }
  return findings;
}

function answered(kind: string, heard: Heard): Finding {
  const last = heard.answers.filter((answer) => answer.kind === kind).at(-1);
  const wrote = last && lastWords(heard, `${last.to}-1`);
  if (!last || last.status === 0)
    return fail(kind, 'gets no answer', wrote ?? 'see what the service does with it');
  const { status, method, path, expect } = last;
  const said = `is answered ${status}`;
  const body = JSON.stringify(last.body).slice(0, 120);
  if ((expect?.statuses as number[] | undefined)?.includes(status)) return ok(kind, `${said}, as is right`);
  if (status >= 500) return fail(kind, `${said} ${body}`, wrote ?? 'see why it fails');
  if (status === 404 || status === 405)
    return warn(kind, said, `see that ${method} ${path} is what you mean; an id that nobody knows is fine`);
  if (status >= 400) return warn(kind, `${said} ${body}`, 'see that its body and headers are what is wanted');
  return ok(kind, said);
}
