/** By prototype: where a module exports what is global too, both stay the same. */
const wrapped = new Map();
export function wrapConstructor(owner, name, construct) {
    const found = owner[name];
    if (typeof found !== 'function')
        return;
    const wrapper = wrapped.get(found.prototype) ?? wrap(found, construct);
    const { enumerable = false } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
    Object.defineProperty(owner, name, { value: wrapper, writable: true, configurable: true, enumerable });
}
function wrap(found, construct) {
    const prototype = found.prototype;
    const wrapper = new Proxy(found, {
        construct(target, args, newTarget) {
            const made = newTarget === wrapper ? target : newTarget;
            return construct((given) => Reflect.construct(target, given, made), args);
        },
        apply: (target, self, args) => construct((given) => Reflect.apply(target, self, given), args),
    });
    Object.defineProperty(prototype, 'constructor', { value: wrapper, writable: true, configurable: true });
    wrapped.set(prototype, wrapper);
    return wrapper;
}
