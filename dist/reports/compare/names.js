export function namesOf(before, after) {
    const commits = [commitOf(before), commitOf(after)];
    if (commits[0] !== commits[1])
        return [...commits];
    const [day, other] = [before, after].map(({ startedAt }) => startedAt.slice(0, 10));
    const timed = [before, after].map(({ startedAt }, i) => `${commits[i]} at ${day === other ? '' : `${startedAt.slice(0, 10)} `}${startedAt.slice(11, 19)}`);
    if (timed[0] !== timed[1])
        return timed;
    return [`${timed[0]}, first`, `${timed[1]}, second`];
}
function commitOf({ environment: { git } }) {
    return git ? `${git.commit.slice(0, 10)}${git.dirty ? ' with changes' : ''}` : 'no commit';
}
