/** A debugger, as VS Code is one: it binds a line of a file as its author wrote it, by the source map of what runs. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { pathToFileURL } from 'node:url';
import { WebSocket } from 'undici';

interface Script {
  scriptId: string;
  url: string;
  sourceMapURL?: string;
}

interface Place {
  scriptId: string;
  lineNumber: number;
  columnNumber: number;
}

export interface Paused {
  callFrames: { callFrameId: string; functionName: string; location: Place }[];
}

interface Evaluated {
  result: { value?: unknown; description?: string };
}

/** What VS Code asks of Node as it attaches. */
const GREETING: readonly (readonly [method: string, params?: object])[] = [
  ['Runtime.enable'],
  ['Debugger.enable'],
  ['Debugger.setPauseOnExceptions', { state: 'none' }],
  ['Debugger.setAsyncCallStackDepth', { maxDepth: 32 }],
  ['Debugger.setBlackboxPatterns', { patterns: ['^node:', '/node_modules/', '/sim/', '/harness/'] }],
];

export class Debugger {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (answer: { result?: unknown; error?: Error }) => void>();
  readonly #scripts = new Map<string, Script>();
  readonly #pauses: Paused[] = [];
  #onPause: ((paused: Paused) => void) | undefined;
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(String(data))));
  }

  /** Attached, and ready for breakpoints; `begin` lets the program run. */
  static async attach(url: string): Promise<Debugger> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', ({ error }) => reject(error));
    });
    const attached = new Debugger(socket);
    for (const [method, params] of GREETING) await attached.#ask(method, params);
    return attached;
  }

  begin(): Promise<unknown> {
    return this.#ask('Runtime.runIfWaitingForDebugger');
  }

  /** Breaks at the line of a file that has this text in it. Gives the id of the breakpoint. */
  async breakAt(file: string, text: string): Promise<string> {
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((written) => written.includes(text));
    const script = [...this.#scripts.values()].find(({ url }) => url === pathToFileURL(file).href);
    if (!script) throw new Error(`${file} has not been loaded`);
    const location = await this.#placeOf(script, line);
    const { breakpointId } = (await this.#ask('Debugger.setBreakpoint', { location })) as {
      breakpointId: string;
    };
    return breakpointId;
  }

  removeBreakpoint(breakpointId: string): Promise<unknown> {
    return this.#ask('Debugger.removeBreakpoint', { breakpointId });
  }

  /** Resolves at the next stop, or at one that nobody has waited for. */
  paused(): Promise<Paused> {
    const first = this.#pauses.shift();
    return first
      ? Promise.resolve(first)
      : new Promise((resolve) => {
          this.#onPause = resolve;
        });
  }

  resume(): Promise<unknown> {
    return this.#ask('Debugger.resume');
  }

  /** What an expression comes to in the innermost frame: its value, or how its error is described. */
  async evaluate({ callFrames }: Paused, expression: string): Promise<unknown> {
    const { callFrameId } = callFrames[0]!;
    const asked = { callFrameId, expression, returnByValue: true };
    const { result } = (await this.#ask('Debugger.evaluateOnCallFrame', asked)) as Evaluated;
    return result.value ?? result.description;
  }

  /** The line of the source that the innermost frame is at, as its author wrote it. */
  lineAt({ callFrames }: Paused): string {
    const { scriptId, lineNumber, columnNumber } = callFrames[0]!.location;
    const { map, sources } = mapOf(this.#scripts.get(scriptId)!);
    const { originalLine } = map.findEntry(lineNumber, columnNumber) as { originalLine: number };
    return sources[0]!.split('\n')[originalLine]!.trim();
  }

  close(): void {
    this.#socket.close();
  }

  /** Where what was made of a line begins. */
  async #placeOf(script: Script, line: number): Promise<Place> {
    const { scriptId } = script;
    const { map } = mapOf(script);
    const { scriptSource } = (await this.#ask('Debugger.getScriptSource', { scriptId })) as {
      scriptSource: string;
    };
    for (const [lineNumber, made] of scriptSource.split('\n').entries())
      for (let columnNumber = 0; columnNumber < made.length; columnNumber++) {
        const entry = map.findEntry(lineNumber, columnNumber) as Record<string, number>;
        if (entry.generatedLine === lineNumber && entry.originalLine === line)
          return { scriptId, lineNumber, columnNumber: entry.generatedColumn! };
      }
    throw new Error(`nothing was made of line ${line + 1} of ${script.url}`);
  }

  #ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#asked;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) =>
      this.#answers.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      ),
    );
  }

  #hear(message: { id?: number; method?: string; params?: unknown; result?: unknown; error?: Error }): void {
    if (message.id !== undefined) {
      this.#answers.get(message.id)?.(message);
      this.#answers.delete(message.id);
    } else if (message.method === 'Debugger.scriptParsed') {
      const script = message.params as Script;
      this.#scripts.set(script.scriptId, script);
    } else if (message.method === 'Debugger.paused') {
      const paused = message.params as Paused;
      if (this.#onPause) this.#onPause(paused);
      else this.#pauses.push(paused);
      this.#onPause = undefined;
    }
  }
}

/** The map that a script brings along, which holds the sources it was made of. */
function mapOf({ sourceMapURL }: Script): { map: SourceMap; sources: string[] } {
  const text = Buffer.from(sourceMapURL!.slice(sourceMapURL!.indexOf(',') + 1), 'base64').toString();
  const payload = JSON.parse(text);
  return { map: new SourceMap(payload), sources: payload.sourcesContent };
}
