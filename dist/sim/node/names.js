/** `dns` in a host knows the hosts of its world, and the records that the world has. */
import dns from 'node:dns';
import { isIP } from 'node:net';
import { addressOf } from '../network/names.js';
import { runtime } from '../world/runtime.js';
import { later, SHORT_US } from './offthread/later.js';
import { networkOf } from './sockets.js';
const notFound = (code, syscall, hostname) => Object.assign(new Error(`${syscall} ${code} ${hostname}`), {
    ...(syscall === 'getaddrinfo' && { errno: -3008 }),
    code,
    syscall,
    hostname,
});
const hostNamed = (name, asker) => networkOf(asker).names.host(name, asker);
/** What `lookup` gives: an address and its family, or all of them. */
function lookup(asker, name, given) {
    const options = typeof given === 'object' && given !== null ? given : { family: given ?? 0 };
    const address = isIP(name) ? name : addressFor(name, asker);
    const wanted = Number(String(options.family ?? 0).replace('IPv', ''));
    const family = address ? isIP(address) : 0;
    if (!address || (wanted && wanted !== family))
        throw notFound('ENOTFOUND', 'getaddrinfo', name);
    return options.all ? [[{ address, family }]] : [address, family];
}
function addressFor(name, asker) {
    if (name === 'localhost')
        return '127.0.0.1';
    const host = hostNamed(name, asker);
    return host && addressOf(host);
}
/** What each kind of record is, for those that a world has; of any other there is none. */
function records(asker, kind, name) {
    const { names } = networkOf(asker);
    const found = {
        A: () => addressRecord(asker, name),
        SRV: () => names.srv.get(name),
        TXT: () => names.txt.get(name),
    };
    const answer = found[kind]?.();
    if (answer)
        return answer;
    const code = hostNamed(name, asker) ? 'ENODATA' : 'ENOTFOUND';
    throw notFound(code, `query${kind[0]}${kind.slice(1).toLowerCase()}`, name);
}
function addressRecord(asker, name) {
    const address = addressFor(name, asker);
    return address === undefined ? undefined : [address];
}
function reverse(asker, address) {
    const host = hostNamed(address, asker);
    if (!host)
        throw notFound('ENOTFOUND', 'getHostByAddr', address);
    return [host.name];
}
const KINDS = ['Any', 'Caa', 'Cname', 'Mx', 'Naptr', 'Ns', 'Ptr', 'Soa', 'Srv', 'Tlsa', 'Txt'];
/** Each question, as results for a callback. */
const questions = {
    lookup,
    resolve: (asker, name, kind = 'A') => [
        records(asker, typeof kind === 'string' ? kind : 'A', name),
    ],
    resolve4: (asker, name) => [records(asker, 'A', name)],
    resolve6: (asker, name) => [records(asker, 'AAAA', name)],
    reverse: (asker, address) => [reverse(asker, address)],
    lookupService: (asker, address, port) => [reverse(asker, address)[0], String(port)],
};
for (const kind of KINDS) {
    questions[`resolve${kind}`] = (asker, name) => [records(asker, kind.toUpperCase(), name)];
}
export function installNames() {
    for (const [name, ask] of Object.entries(questions)) {
        const answer = ask;
        for (const owner of [dns, dns.Resolver.prototype])
            inHosts(owner, name, byCallback(name, answer));
        for (const owner of [dns.promises, dns.promises.Resolver.prototype])
            inHosts(owner, name, byPromise(name, answer));
    }
}
function inHosts(owner, name, virtual) {
    const target = owner;
    const real = target[name];
    if (typeof real !== 'function')
        return;
    const either = function (...args) {
        return runtime.host ? virtual(...args) : real.apply(this, args);
    };
    const { prototype: _none, ...attributes } = Object.getOwnPropertyDescriptors(real);
    target[name] = Object.defineProperties(either, attributes);
}
/** The question is answered as things stand when it is asked. */
function byCallback(name, answer) {
    return (...args) => {
        const callback = args.pop();
        let end;
        try {
            const results = answer(runtime.host, ...args);
            end = () => callback(null, ...results);
        }
        catch (error) {
            end = () => callback(error);
        }
        later('dns', `${name} ${args[0]}`, SHORT_US, end);
        return {};
    };
}
/** What a promise gives of two results. */
const TWO = {
    lookup: ['address', 'family'],
    lookupService: ['hostname', 'service'],
};
function byPromise(name, answer) {
    const ask = byCallback(name, answer);
    return (...args) => new Promise((resolve, reject) => {
        ask(...args, (error, ...results) => {
            const two = TWO[name];
            if (error)
                reject(error);
            else
                resolve(two && results.length === 2 ? { [two[0]]: results[0], [two[1]]: results[1] } : results[0]);
        });
    });
}
