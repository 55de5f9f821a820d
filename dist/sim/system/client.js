/**
 * A client: it sends its share of the workload, tries again what got no answer, follows what it was promised to its
 * end, and tells all it was told.
 *
 * It is simulated code like any other: it has a host, real HTTP, and nobody spares it a fault.
 */
import { Agent, request as send } from 'undici';
import { followPauseMs, isDone, isSuccess, isUndecided, retryPauseMs, } from '../../harness/workload/insistence.js';
const REPLY_TIMEOUT_MS = 4000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export function runClient(options) {
    const agent = new Agent({ connections: 4 });
    const startMs = options.nowMs();
    const following = new Set();
    let turn = 0;
    let open = 1;
    const close = () => {
        if (--open === 0)
            void agent.close().then(options.onDone, options.onDone);
    };
    /** One request and what was told in answer; status 0 when nothing was. */
    async function ask(asked) {
        const { kind, key, to, method, path, headers, payload, expect } = asked;
        const sentMs = options.nowMs();
        const urls = options.urls(to);
        const url = `${urls[turn++ % urls.length]}${path}`;
        let status = 0;
        let body = null;
        try {
            const response = await send(url, {
                dispatcher: agent,
                signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
                method,
                headers: { ...headers, ...(payload !== undefined && { 'content-type': 'application/json' }) },
                body: payload === undefined ? undefined : JSON.stringify(payload),
            });
            body = bodyOf(await response.body.text());
            status = response.statusCode;
        }
        catch {
            // No answer is an answer: the client does not know what became of it.
        }
        const answer = {
            ...{ client: options.name, sentMs, atMs: options.nowMs() },
            ...{
                kind,
                key,
                to,
                method,
                path,
                ...(payload !== undefined && { payload }),
                ...(expect && { expect }),
            },
            ...{ status, body },
        };
        options.onAnswer(answer);
        return answer;
    }
    async function act(request) {
        for (let tries = 0;; tries++) {
            const { status } = await ask(request);
            if (isSuccess(status) && request.follow)
                return follow(request.follow);
            if (!request.retry || !isUndecided(status))
                return;
            await pause(retryPauseMs(tries, Math.random));
        }
    }
    async function follow(asked) {
        const what = `${asked.to} ${asked.path}`;
        if (following.has(what))
            return;
        following.add(what);
        for (let looks = 0;; looks++) {
            await pause(followPauseMs(looks, Math.random));
            if (isDone(asked.until, (await ask(asked)).body))
                return;
        }
    }
    for (const request of options.requests) {
        open++;
        setTimeout(() => void act(request).finally(close), request.atMs - (options.nowMs() - startMs));
    }
    close();
}
function bodyOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' ? value : null;
    }
    catch {
        return null;
    }
}
