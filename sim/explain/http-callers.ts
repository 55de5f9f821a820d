/** Who asked for an HTTP request: undici sends it later than that, from a queue, where nothing of the caller is to be seen. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const CREATED = 'undici:request:create';
const SENT = 'undici:client:sendHeaders';

export class HttpCallers {
  readonly #stacks = new WeakMap<object, string[]>();
  readonly #stackHere: () => string[];
  #sending: string[] | undefined;

  constructor(stackHere: () => string[]) {
    this.#stackHere = stackHere;
    subscribe(CREATED, this.#created);
    subscribe(SENT, this.#sent);
  }

  /** Where the request was made that is being sent just now, if one is; once. */
  take(): string[] | undefined {
    const stack = this.#sending;
    this.#sending = undefined;
    return stack;
  }

  close(): void {
    unsubscribe(CREATED, this.#created);
    unsubscribe(SENT, this.#sent);
  }

  readonly #created = (message: unknown): void => {
    this.#stacks.set((message as { request: object }).request, this.#stackHere());
  };

  /** The bytes follow at once. */
  readonly #sent = (message: unknown): void => {
    this.#sending = this.#stacks.get((message as { request: object }).request);
  };
}
