/** A constructor whose arguments are seen first, and which is otherwise Node's own. */
type Constructor = new (...args: unknown[]) => object;
type Make = (args: unknown[]) => object;

/** By prototype: where a module exports what is global too, both stay the same. */
const wrapped = new Map<object, Constructor>();

export function wrapConstructor(
  owner: object,
  name: string,
  construct: (make: Make, args: unknown[]) => object,
): void {
  const found = (owner as Record<string, unknown>)[name] as Constructor | undefined;
  if (typeof found !== 'function') return;
  const wrapper = wrapped.get(found.prototype as object) ?? wrap(found, construct);
  const { enumerable = false } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
  Object.defineProperty(owner, name, { value: wrapper, writable: true, configurable: true, enumerable });
}

function wrap(found: Constructor, construct: (make: Make, args: unknown[]) => object): Constructor {
  const prototype = found.prototype as object;
  const wrapper: Constructor = new Proxy(found, {
    construct(target, args, newTarget): object {
      const made = newTarget === wrapper ? target : (newTarget as Constructor);
      return construct((given) => Reflect.construct(target, given, made), args);
    },
    apply: (target, self, args) =>
      construct((given) => Reflect.apply(target as never, self, given) as object, args),
  });
  Object.defineProperty(prototype, 'constructor', { value: wrapper, writable: true, configurable: true });
  wrapped.set(prototype, wrapper);
  return wrapper;
}
