/**
 * The language's own objects are one for all processes of a thread, and so is what sloppy code assigns without having
 * declared it. What a process changes there others see, for as long as the run lasts: it is put right at its end, so that
 * a warm thread is as a fresh one.
 */
import { runInNewContext } from 'node:vm';

/** The simulator's own to set. */
const ERROR = new Set<PropertyKey>(['stackTraceLimit', 'prepareStackTrace']);

const languageNames = runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];

function intrinsics(): object[] {
  const found = new Set<object>();
  const isObject = (value: unknown): value is object =>
    typeof value === 'function' || (typeof value === 'object' && value !== null && value !== globalThis);
  for (const name of languageNames) {
    const value = (globalThis as Record<string, unknown>)[name];
    if (!isObject(value)) continue;
    found.add(value);
    const { prototype } = value as { prototype?: unknown };
    if (isObject(prototype)) found.add(prototype);
  }
  return [...found];
}

const isSame = (a: PropertyDescriptor, b: PropertyDescriptor): boolean =>
  a.value === b.value && a.get === b.get && a.set === b.set;

/** Keeps them as they are now. The function returned puts back what has changed since. */
export function keepIntrinsics(): () => void {
  const names = new Set(Object.getOwnPropertyNames(globalThis));
  const kept = intrinsics().map((of) => ({ of, was: propertiesOf(of) }));
  return () => {
    for (const name of Object.getOwnPropertyNames(globalThis))
      if (!names.has(name)) Reflect.deleteProperty(globalThis, name);
    for (const { of, was } of kept) {
      for (const key of keysOf(of)) if (!was.has(key)) Reflect.deleteProperty(of, key);
      for (const [key, property] of was) {
        const now = Reflect.getOwnPropertyDescriptor(of, key);
        if (!now || !isSame(now, property)) Reflect.defineProperty(of, key, property);
      }
    }
  };
}

function propertiesOf(of: object): Map<PropertyKey, PropertyDescriptor> {
  return new Map(keysOf(of).map((key) => [key, Reflect.getOwnPropertyDescriptor(of, key)!]));
}

const keysOf = (of: object): PropertyKey[] =>
  Reflect.ownKeys(of).filter((key) => of !== Error || !ERROR.has(key));
