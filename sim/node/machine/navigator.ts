/** `navigator`, where Node has one. */
import { answerReads, forbid } from './ask.ts';
import { CORES, LOCALE, NODE, PLATFORM } from './facts.ts';

const LANGUAGES = Object.freeze([LOCALE]);

export function installNavigator(): void {
  const { navigator } = globalThis as { navigator?: object };
  if (!navigator) return;
  answerReads(Object.getPrototypeOf(navigator) as object, {
    hardwareConcurrency: () => CORES,
    language: () => LOCALE,
    languages: () => LANGUAGES,
    platform: () => PLATFORM,
    userAgent: () => `Node.js/${NODE.split('.')[0]}`,
  });
  // Locks are granted at a real time, and by all threads of the process together.
  const { locks } = navigator as { locks?: object };
  if (locks) forbid(Object.getPrototypeOf(locks) as object, 'navigator.locks', ['request', 'query']);
}
