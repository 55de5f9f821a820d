/** What several faults draw alike: hosts and groups of hosts. */
import fc from 'fast-check';
import { weighted } from '../../harness/scenario/draw.js';
export const everyHost = (t) => [...t.services, ...t.databases, ...t.clients];
export const aHost = (names) => fc.constantFrom(...names);
/** The instances of each service: their names differ in the number at the end. */
export function rolesOf(services) {
    const roles = new Map();
    for (const name of services) {
        const role = name.replace(/-\d+$/, '');
        roles.set(role, [...(roles.get(role) ?? []), name]);
    }
    return [...roles.values()];
}
/** Hosts in few words: those of a service that follow each other as `inventory-1…3`. */
export function inShort(names) {
    const numberOf = (name) => Number(name?.match(/\d+$/)?.[0]);
    return rolesOf(names)
        .map((role) => {
        const last = numberOf(role.at(-1));
        const isRow = role.length > 1 && last - numberOf(role[0]) === role.length - 1;
        return isRow ? `${role[0]}…${last}` : role.join(' ');
    })
        .join(' ');
}
/** One instance, which makes it disagree with the others, or all of its service, which makes callers give up. */
const hostOrService = (services) => weighted([
    [50, aHost(services).map((name) => [name])],
    [50, fc.constantFrom(...rolesOf(services))],
]);
/** One side of a cut: at least one host, never all of them. Any split of the world, or one that a service would feel. */
export function aGroup(targets) {
    const names = everyHost(targets);
    return weighted([
        [40, fc.subarray(names, { minLength: 1, maxLength: Math.max(1, names.length - 1) })],
        [60, hostOrService(targets.services)],
    ]);
}
