/** The lines of the driver's log against `expectLogMessages`. */
import type { Doc, ExpectedLog } from './format.ts';
import { type Known, Mismatch, match } from './match.ts';

export function compareLog(expected: ExpectedLog, logged: readonly Doc[], known: Known): void {
  const { messages, ignoreMessages = [], ignoreExtraMessages } = expected;
  const lines = logged.filter((line) => !ignoreMessages.some((ignored) => isAs(ignored, line, known)));
  const told = lines.map(({ message, commandName }) => `${commandName}: ${message}`).join(', ');
  if (ignoreExtraMessages ? lines.length < messages.length : lines.length !== messages.length)
    throw new Mismatch(`expected ${messages.length} lines, got ${lines.length}: ${told}`);
  for (const [i, message] of messages.entries()) {
    compareLine(message, lines[i]!, known);
    const { failureIsRedacted } = message;
    if (failureIsRedacted !== undefined && (lines[i]!.failure === '(redacted)') !== failureIsRedacted)
      throw new Mismatch(`line ${i}: expected a failure that is ${failureIsRedacted ? '' : 'not '}redacted`);
  }
}

/** The driver's own fields are its level, its component, and when. */
function compareLine({ level, component, data }: Doc, line: Doc, known: Known): void {
  const { s, c, t: _, ...rest } = line;
  match({ level, component }, { level: s, component: c }, known);
  match(data, rest, known);
}

function isAs(ignored: Doc, line: Doc, known: Known): boolean {
  try {
    compareLine(ignored, line, known);
    return true;
  } catch (error) {
    if (error instanceof Mismatch) return false;
    throw error;
  }
}
