/** A tool that a machine may call: its name, what it says of itself, what it takes as JSON Schema, and what it does. */

/** Of one call. */
export interface Call {
  /** Whoever called no longer waits. */
  signal: AbortSignal;
  /** How it goes: done so far, of how many, in words. */
  progress(done: number, total: number | undefined, message: string): void;
}

export interface Tool {
  name: string;
  says: string;
  /** The properties it takes, by name. */
  takes: Record<string, object>;
  needs: readonly string[];
  /** It saves plans; all others only read and run. */
  saves?: boolean;
  /** What it returns is told as JSON. Throws `ToolError` for what the caller can mend. */
  run(args: never, call: Call): Promise<object> | object;
}

/** Its message is a sentence for whoever called. */
export class ToolError extends Error {}

export const text = (description: string) => ({ type: 'string', minLength: 1, description });
export const whole = (description: string, minimum: number, maximum: number) => ({
  type: 'integer',
  description,
  minimum,
  maximum,
});
export const ms = (description: string) => ({ type: 'number', description });
export const yes = (description: string) => ({ type: 'boolean', description });
export const oneOf = (names: readonly string[], description: string) => ({
  type: 'string',
  enum: [...names],
  description,
});
