/** A disk in memory, which outlives the member. `latencyMs` is asked at each sync; 0 (the default) calls back at once. */
export function memoryDisk(latencyMs = () => 0) {
    const durable = [];
    let buffered = [];
    let life = 0;
    return {
        read: () => durable.values(),
        append(record) {
            buffered.push(record);
        },
        sync(done) {
            const mine = life;
            const upTo = durable.length + buffered.length;
            const finish = () => {
                if (life !== mine)
                    return;
                // Of two syncs at once the other may have been faster.
                const fresh = upTo - durable.length;
                if (fresh > 0)
                    durable.push(...buffered.splice(0, fresh));
                done();
            };
            const ms = latencyMs();
            if (ms > 0)
                setTimeout(finish, ms);
            else
                finish();
        },
        crash() {
            life++;
            buffered = [];
        },
    };
}
/** For live use: keeps nothing, and is always done. */
export function noDisk() {
    return { read: () => [], append: () => { }, sync: (done) => done(), instant: true };
}
