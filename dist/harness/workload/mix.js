import seedrandom from 'seedrandom';
const USUAL_MS = 4000;
const LEAST_MS = 500;
const MOST_MS = 8000;
/** As many requests as the scenario's size. The names of the kinds are those that invariants go by. */
export function mix(kinds) {
    const entries = Object.entries(kinds);
    if (entries.length === 0)
        throw new Error('a mix needs at least one kind of request');
    return (choice, { clients, size, swarm, live }) => {
        const first = (live?.after ?? 0) + 1;
        const kind = choice.oneof(...entries.map((entry) => ({ weight: entry[1].weight ?? 1, arbitrary: choice.constant(entry) })));
        return choice
            .record({
            durationMs: swarm ? choice.integer({ min: LEAST_MS, max: MOST_MS }) : choice.constant(USUAL_MS),
            drawn: choice.array(choice.record({
                perMille: choice.nat(999),
                client: choice.nat(clients - 1),
                kind,
                salt: choice.nat(),
            }), { minLength: size, maxLength: size }),
        })
            .map(({ durationMs, drawn }) => {
            const requests = drawn
                .map(({ perMille, client, kind: [name, { ask }], salt }, i) => {
                const random = seedrandom(String(salt));
                const n = first + i;
                const asked = ask(n, (below) => Math.floor(random() * below));
                const atMs = Math.floor((perMille * durationMs) / 1000);
                return { key: String(n), ...asked, kind: name, atMs, client };
            })
                .sort((a, b) => a.atMs - b.atMs);
            return { requests, data: {}, durationMs };
        });
    };
}
