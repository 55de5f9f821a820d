import { readFileSync } from 'node:fs';
import path from 'node:path';
import { patchedSources } from '../../harness/bugs/patch.ts';
import { inside, type Session } from '../session.ts';
import { type Tool, ToolError, text, whole } from '../tool.ts';
import { bugOf } from './run.ts';

interface Asked {
  file: string;
  line: number;
  around: number;
  bug?: string;
}

export const readSource = (session: Session): Tool => ({
  name: 'read_source',
  says: 'The source of a service around a line, as the stack of a message or a log line names it. With a bug: as that has patched it.',
  takes: {
    file: text("a source file, from the scenario's root, such as `services/api.ts`"),
    line: { ...whole('the line, from 1', 1, 1_000_000), default: 1 },
    around: { ...whole('so many lines before it and after', 0, 500), default: 30 },
    bug: bugOf(session, []),
  },
  needs: ['file'],
  run({ file, line, around, bug: name }: Asked) {
    const { scenario, root } = session.of;
    if (!/\.[cm]?[jt]sx?$/.test(file)) throw new ToolError(`${file} is no source file`);
    const absolute = inside(root, file);
    const bug = scenario.bugs?.find((bug) => bug.name === name);
    const patched = bug && patchedSources(bug, root).get(path.relative(root, absolute));
    const lines = (patched ?? readFileSync(absolute, 'utf8')).split('\n');
    if (line > lines.length) throw new ToolError(`${file} has ${lines.length} lines`);
    const from = Math.max(1, line - around);
    const to = Math.min(lines.length, line + around);
    const numbered = lines.slice(from - 1, to).map((text, i) => `${from + i}\t${text}`);
    return {
      file,
      isPatched: patched !== undefined,
      from,
      to,
      of: lines.length,
      source: numbered.join('\n'),
    };
  },
});
