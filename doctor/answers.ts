/** One request of each kind, and how it is answered. */
import type { PlannedRequest } from '../harness/scenario/request.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import { firstLine, type Heard, lastWords, type Stage } from './stage.ts';

export async function answerFindings(
  stage: Stage,
  kinds: readonly PlannedRequest[],
  started: readonly string[],
): Promise<Finding[]> {
  const asked = kinds.filter(({ to }) => started.includes(to));
  if (asked.length === 0) return [];
  const { result, heard } = await stage.play(stage.plan(started, asked));
  if (result.verdict === 'escaped' || result.verdict === 'crashed')
    return [fail('requests', firstLine(result.reason), stage.placeIn(result.reason))];
  return asked.map(({ kind }) => answered(kind, heard));
}

function answered(kind: string, heard: Heard): Finding {
  const last = heard.answers.filter((answer) => answer.kind === kind).at(-1);
  const wrote = last && lastWords(heard, `${last.to}-1`);
  if (!last || last.status === 0)
    return fail(kind, 'gets no answer', wrote ?? 'see what the service does with it');
  const { status, method, path } = last;
  const said = `is answered ${status}`;
  const body = JSON.stringify(last.body).slice(0, 120);
  if (status >= 500) return fail(kind, `${said} ${body}`, wrote ?? 'see why it fails');
  if (status === 404 || status === 405)
    return warn(kind, said, `see that ${method} ${path} is what you mean; an id that nobody knows is fine`);
  if (status >= 400) return warn(kind, `${said} ${body}`, 'see that its body and headers are what is wanted');
  return ok(kind, said);
}
