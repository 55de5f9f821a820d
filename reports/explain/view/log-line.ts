/** A line of a log as a person reads it: of one that is JSON, what it says, and after that what it says it of. */
import type { Log } from '../../../harness/explanation/index.ts';
import { type Html, html } from '../../page/html.ts';
import { hash } from '../link.ts';
import { clock } from '../words.ts';

export interface LogLine {
  says: string;
  /** Its other fields. */
  rest: string;
  level: 'bad' | 'warn' | null;
}

/** What the lane and the time already tell. */
const TOLD = new Set([
  'level',
  'time',
  'timestamp',
  'service',
  'instance',
  'pid',
  'hostname',
  'name',
  'msg',
  'message',
  'v',
]);

export function logLine(line: string): LogLine {
  const fields = fieldsOf(line);
  const says = fields?.msg ?? fields?.message;
  if (!fields || typeof says !== 'string') return { says: line, rest: '', level: null };
  const rest = Object.entries(fields).filter(([key]) => !TOLD.has(key));
  return {
    says,
    rest: rest
      .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join(' '),
    level: levelOf(fields.level),
  };
}

function fieldsOf(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** By its number, as pino has it, or its name. */
function levelOf(level: unknown): LogLine['level'] {
  if (typeof level === 'number') return level >= 50 ? 'bad' : level >= 40 ? 'warn' : null;
  if (typeof level !== 'string') return null;
  if (/^(error|fatal|crit)/i.test(level)) return 'bad';
  return /^warn/i.test(level) ? 'warn' : null;
}

/** With its moment and who wrote it; a link to itself. */
export function logRow({ id, lane, atMs, line }: Log, isSelected: boolean, isLater = false): Html {
  return html`<li><a href="${hash(id)}" class="log${isSelected && ' selected'}${isLater && ' later'}"><span class="time">${clock(atMs)}</span> <b>${lane}</b> ${logWords(line)}</a></li>`;
}

export function logWords(line: string): Html {
  const { says, rest, level } = logLine(line);
  return html`<span class="line ${level !== null && `${level}-ink`}">${says}</span>${rest !== '' && html` <span class="line rest">${rest}</span>`}`;
}
