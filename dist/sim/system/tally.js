export class AnswerTally {
    #counts = { answered: 0, refused: 0, failed: 0, unanswered: 0 };
    onAnswer({ status }) {
        if (status === 0)
            this.#counts.unanswered++;
        else if (status >= 500)
            this.#counts.failed++;
        else if (status >= 400)
            this.#counts.refused++;
        else
            this.#counts.answered++;
    }
    counts() {
        return { ...this.#counts };
    }
}
