/** `navigator`, where Node has one. */
import { answerReads, forbid } from './ask.js';
import { CORES, LOCALE, NODE, PLATFORM } from './facts.js';
const LANGUAGES = Object.freeze([LOCALE]);
export function installNavigator() {
    const { navigator } = globalThis;
    if (!navigator)
        return;
    answerReads(Object.getPrototypeOf(navigator), {
        hardwareConcurrency: () => CORES,
        language: () => LOCALE,
        languages: () => LANGUAGES,
        platform: () => PLATFORM,
        userAgent: () => `Node.js/${NODE.split('.')[0]}`,
    });
    // Locks are granted at a real time, and by all threads of the process together.
    const { locks } = navigator;
    if (locks)
        forbid(Object.getPrototypeOf(locks), 'navigator.locks', ['request', 'query']);
}
