import { invariant } from '../make.js';
import { requestLine } from './answers.js';
function afterHeal(name, says, { afterMs = 0 }, wrongWith) {
    return invariant(name, says, (found) => {
        let healedMs = Number.POSITIVE_INFINITY;
        return {
            onHeal(atMs) {
                healedMs = atMs;
            },
            onAnswer(answer) {
                if (answer.sentMs <= healedMs + afterMs)
                    return [];
                const wrong = wrongWith(answer);
                return wrong ? [found(answer.atMs, `${answer.kind} ${answer.key}`, wrong)] : [];
            },
        };
    });
}
/** `ofKinds`: only these kinds of request; by default all. */
export const noServerErrorAtRest = ({ ofKinds, ...when } = {}) => afterHeal('no server error at rest', 'Once all faults are over, no request is answered by a 5xx.', when, (answer) => answer.status >= 500 && (ofKinds?.includes(answer.kind) ?? true)
    ? `${requestLine(answer)} was answered ${answer.status} ${JSON.stringify(answer.body)}`
    : undefined);
export const answeredAtRest = (when = {}) => afterHeal('answered at rest', 'Once all faults are over, every request is answered.', when, (answer) => answer.status === 0 ? `${answer.client} heard nothing of ${requestLine(answer)}` : undefined);
