/** What the doctor says: a line each, and what to do about it. */
export type Level = 'ok' | 'warn' | 'fail';

export interface Finding {
  level: Level;
  /** A service, or a part of the scenario. */
  about: string;
  says: string;
  /** What to do; an `ok` needs nothing. */
  toDo?: string;
}

export const ok = (about: string, says: string): Finding => ({ level: 'ok', about, says });
export const warn = (about: string, says: string, toDo: string): Finding => ({
  level: 'warn',
  about,
  says,
  toDo,
});
export const fail = (about: string, says: string, toDo: string): Finding => ({
  level: 'fail',
  about,
  says,
  toDo,
});

const INDENT = ' '.repeat(6);

export function printFinding({ level, about, says, toDo }: Finding): string {
  const line = `${level.padEnd(5)} ${about}: ${says}`;
  return toDo === undefined ? line : `${line}\n${INDENT}${toDo}`;
}
