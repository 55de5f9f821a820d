/**
 * The language of whoever asks for none is American English, in the whole process as its time zone is UTC: formats made
 * when a module loads are then the same as those made in a host. And dates without a date are the host's today.
 */
import { LOCALE } from './facts.ts';
import { wrapConstructor } from './wrap.ts';

type AnyFunction = (...args: unknown[]) => unknown;
type Constructor = new (...args: unknown[]) => object;

export function installLocale(): void {
  for (const [name, made] of Object.entries(Object.getOwnPropertyDescriptors(Intl))) {
    // `Locale` has no default, and what is no constructor has none either.
    if (name === 'Locale' || !(made.value as { prototype?: object }).prototype) continue;
    wrapConstructor(Intl, name, (make, args) => make(withLocale(args)));
  }

  for (const type of [Number, BigInt, RealDate, String, ...temporalTypes()]) {
    const methods = type.prototype as unknown as Record<string, AnyFunction>;
    for (const name of Object.getOwnPropertyNames(methods)) {
      if (!name.startsWith('toLocale')) continue;
      const original = methods[name]!;
      replace(methods, name, function (this: unknown, ...args: unknown[]) {
        return original.apply(this, withLocale(args));
      });
    }
  }
  // By itself, since it is called often.
  const { localeCompare } = String.prototype;
  replace(String.prototype, 'localeCompare', function (
    this: string,
    that: string,
    locales = LOCALE,
    options,
  ) {
    return localeCompare.call(this, that, locales as string, options as Intl.CollatorOptions);
  } as AnyFunction);

  // The zone is named in the language that the process was started in.
  for (const name of ['toString', 'toTimeString'] as const) {
    const original = RealDate.prototype[name];
    replace(RealDate.prototype, name, function (this: Date) {
      return original.call(this).replace(/\(.*\)$/, '(Coordinated Universal Time)');
    } as AnyFunction);
  }

  formatToday(Intl.DateTimeFormat.prototype);
}

const RealDate = Date;

function temporalTypes(): Constructor[] {
  const { Temporal } = globalThis as { Temporal?: Record<string, Constructor> };
  return Object.getOwnPropertyNames(Temporal ?? {})
    .map((name) => Temporal![name]!)
    .filter((type) => typeof type === 'function');
}

function withLocale(args: unknown[]): unknown[] {
  return args[0] === undefined ? [LOCALE, ...args.slice(1)] : args;
}

/** `format()` and `formatToParts()` of no date tell the time by a clock that nothing can replace. */
function formatToday(prototype: Intl.DateTimeFormat): void {
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'format')!;
  const formats = new WeakMap<object, AnyFunction>();
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    enumerable: false,
    get(this: Intl.DateTimeFormat) {
      let format = formats.get(this);
      if (!format) {
        const bound = get!.call(this) as AnyFunction;
        format = (date?: unknown) => bound(date === undefined ? Date.now() : date);
        formats.set(this, format);
      }
      return format;
    },
  });
  const { formatToParts } = prototype;
  replace(prototype, 'formatToParts', function (this: Intl.DateTimeFormat, date?: Date | number) {
    return formatToParts.call(this, date === undefined ? Date.now() : date);
  } as AnyFunction);
}

function replace(owner: object, name: string, value: AnyFunction): void {
  Object.defineProperty(value, 'name', { value: name });
  Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false });
}
