/**
 * The language of whoever asks for none is American English, in the whole process as its time zone is UTC: formats made
 * when a module loads are then the same as those made in a host. And dates without a date are the host's today.
 */
import { LOCALE } from './facts.js';
import { wrapConstructor } from './wrap.js';
export function installLocale() {
    for (const [name, made] of Object.entries(Object.getOwnPropertyDescriptors(Intl))) {
        // `Locale` has no default, and what is no constructor has none either.
        if (name === 'Locale' || !made.value.prototype)
            continue;
        wrapConstructor(Intl, name, (make, args) => make(withLocale(args)));
    }
    for (const type of [Number, BigInt, RealDate, String, ...temporalTypes()]) {
        const methods = type.prototype;
        for (const name of Object.getOwnPropertyNames(methods)) {
            if (!name.startsWith('toLocale'))
                continue;
            const original = methods[name];
            replace(methods, name, function (...args) {
                return original.apply(this, withLocale(args));
            });
        }
    }
    // By itself, since it is called often.
    const { localeCompare } = String.prototype;
    replace(String.prototype, 'localeCompare', function (that, locales = LOCALE, options) {
        return localeCompare.call(this, that, locales, options);
    });
    // The zone is named in the language that the process was started in.
    for (const name of ['toString', 'toTimeString']) {
        const original = RealDate.prototype[name];
        replace(RealDate.prototype, name, function () {
            return original.call(this).replace(/\(.*\)$/, '(Coordinated Universal Time)');
        });
    }
    formatToday(Intl.DateTimeFormat.prototype);
}
const RealDate = Date;
function temporalTypes() {
    const { Temporal } = globalThis;
    return Object.getOwnPropertyNames(Temporal ?? {})
        .map((name) => Temporal[name])
        .filter((type) => typeof type === 'function');
}
function withLocale(args) {
    return args[0] === undefined ? [LOCALE, ...args.slice(1)] : args;
}
/** `format()` and `formatToParts()` of no date tell the time by a clock that nothing can replace. */
function formatToday(prototype) {
    const { get } = Object.getOwnPropertyDescriptor(prototype, 'format');
    const formats = new WeakMap();
    Object.defineProperty(prototype, 'format', {
        configurable: true,
        enumerable: false,
        get() {
            let format = formats.get(this);
            if (!format) {
                const bound = get.call(this);
                format = (date) => bound(date === undefined ? Date.now() : date);
                formats.set(this, format);
            }
            return format;
        },
    });
    const { formatToParts } = prototype;
    replace(prototype, 'formatToParts', function (date) {
        return formatToParts.call(this, date === undefined ? Date.now() : date);
    });
}
function replace(owner, name, value) {
    Object.defineProperty(value, 'name', { value: name });
    Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false });
}
