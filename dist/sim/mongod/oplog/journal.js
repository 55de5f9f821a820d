export function readJournal(records) {
    const journal = {
        image: undefined,
        entries: [],
        committed: 0n,
        forgotten: 0n,
        vote: { term: 0, candidate: '' },
    };
    for (const record of records) {
        if (record.kind === 'entry')
            journal.entries.push(record.entry);
        else if (record.kind === 'committed')
            journal.committed = record.ts;
        else if (record.kind === 'vote')
            journal.vote = record.vote;
        else if (record.kind === 'forget')
            journal.forgotten = record.ts;
        else if (record.kind === 'undo') {
            while (journal.entries.length > 0 && journal.entries.at(-1).ts > record.ts)
                journal.entries.pop();
        }
        else {
            journal.image = record.image;
            journal.entries = [];
            journal.committed = record.image.entry.ts;
        }
    }
    return journal;
}
