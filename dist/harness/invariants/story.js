/**
 * Tells what happened to each subject (an order, a product), one sentence each; the scenario says whom a change or an
 * answer is about, and may have words of its own for it.
 *
 * The last few entries of every subject are kept as they came and put into words only when something is wrong.
 */
import { EJSON } from 'bson';
import { when } from '../when.js';
import { ExitLog } from './exit-log.js';
import { FaultLog } from './fault-log.js';
import { documentSubject } from './kit/subject.js';
const timeOf = (entry) => ('change' in entry ? entry.change : entry.answer).atMs;
const text = (value) => value === undefined ? 'nothing' : EJSON.stringify(value, { relaxed: true });
/** `field: old → new` for each top-level field that is not the same before and after. */
function differences(before, after) {
    const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
    fields.delete('_id');
    return [...fields]
        .filter((field) => text(before[field]) !== text(after[field]))
        .map((field) => `${field}: ${text(before[field])} → ${text(after[field])}`)
        .join(', ');
}
function describeChange({ coll, op, id, before, after }) {
    const name = `${coll} ${text(id)}`;
    if (!after)
        return `${name} deleted`;
    return `${name} ${op}: ${before ? differences(before, after) : text(after)}`;
}
function describeAnswer({ client, method, path, status, body, sentMs, payload }) {
    const asked = `${method} ${path}${payload === undefined ? '' : ` ${text(payload)}`}`;
    const told = status === 0 ? 'heard nothing' : `was told ${status} ${text(body)}`;
    return `${client} sent ${asked} at ${when(sentMs)} and ${told}`;
}
export class Storyteller {
    #spec;
    #perSubject;
    #subjects;
    /** Least recently touched first. */
    #recent = new Map();
    #faults = new FaultLog();
    #exits = new ExitLog();
    #sequence = 0;
    /** Keeps the last `perSubject` entries of each of the `subjects` most recently touched ones. */
    constructor(spec, perSubject, subjects) {
        this.#spec = spec;
        this.#perSubject = perSubject;
        this.#subjects = subjects;
    }
    onChange(change) {
        const entry = { sequence: this.#sequence++, change };
        for (const subject of this.#spec.subjectsOf?.(change) ?? [documentSubject(change.coll, change.id)])
            this.#keep(subject, entry);
    }
    onAnswer(answer) {
        const entry = { sequence: this.#sequence++, answer };
        this.#keep(this.#spec.subjectOf?.(answer) ?? `${answer.kind} ${answer.key}`, entry);
    }
    onFault(moment) {
        this.#faults.add(moment, this.#sequence++);
    }
    onExit(exit) {
        this.#exits.add(exit, this.#sequence++);
    }
    /** What led to a violation, which processes ended and which faults were in force meanwhile, oldest first, and the violation itself as the last line. */
    tell(violation) {
        const entries = new Set();
        for (const subject of [violation.subject, ...(violation.related ?? [])])
            for (const entry of this.#recent.get(subject) ?? [])
                entries.add(entry);
        const told = [...entries];
        const fromMs = Math.min(violation.atMs, ...told.map(timeOf));
        const { lines: faults, omitted } = this.#faults.since(fromMs);
        const lines = [
            ...told.map((entry) => ({ sequence: entry.sequence, text: this.#line(entry) })),
            ...faults,
            ...this.#exits.since(fromMs),
        ];
        lines.sort((a, b) => a.sequence - b.sequence);
        return [
            ...(omitted > 0 ? [`(of the faults in this time, the first ${omitted} are left out)`] : []),
            ...lines.map((line) => line.text),
            `${when(violation.atMs)} so ${violation.subject} broke ${violation.invariant}: ${violation.message}`,
        ];
    }
    #line(entry) {
        if ('answer' in entry)
            return `${when(entry.answer.atMs)} ${describeAnswer(entry.answer)}`;
        const { change } = entry;
        return `${when(change.atMs)} ${this.#spec.tell?.(change) ?? describeChange(change)}`;
    }
    #keep(subject, entry) {
        const entries = this.#recent.get(subject) ?? [];
        entries.push(entry);
        if (entries.length > this.#perSubject)
            entries.shift();
        this.#recent.delete(subject);
        this.#recent.set(subject, entries);
        if (this.#recent.size <= this.#subjects)
            return;
        const [oldest] = this.#recent.keys();
        this.#recent.delete(oldest);
    }
}
