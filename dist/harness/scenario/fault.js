/** Lets a list of kinds hold kinds of different parameters; the plan keeps kind and parameters together. */
export function fault(kind) {
    return kind;
}
