/**
 * Makes an invariant of its name, one sentence that says what must hold, and what watches one run: `create` is called
 * at the begin of each, and tells what it finds by `found`.
 */
export function invariant(name, says, create) {
    const found = (atMs, subject, message, related) => ({
        ...{ invariant: name, atMs, subject, message },
        ...(related && { related }),
    });
    return { name, says, create: () => create(found) };
}
