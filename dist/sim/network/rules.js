export function judge(rules, segment) {
    let delayUs = 0;
    let hangUp = false;
    let held = false;
    for (const rule of rules) {
        const verdict = rule(segment);
        if (!verdict)
            continue;
        if (verdict.kind === 'reset')
            return verdict;
        if (verdict.kind === 'hold')
            held = true;
        else {
            delayUs += verdict.us;
            hangUp ||= verdict.hangUp === true;
        }
    }
    if (held)
        return { kind: 'hold' };
    if (hangUp)
        return { kind: 'delay', us: delayUs, hangUp };
    return delayUs > 0 ? { kind: 'delay', us: delayUs } : undefined;
}
