/** What the names in a report mean, and in which order they stand: the same in every report. */
/** Kinds of requests. */
export const KINDS = {
    order: 'a new order, from when it was due to its 202: acceptance',
    duplicate: 'an order sent once more, answered as the first time',
    conflict: 'another body under a known id, to be refused with 409',
    bad: 'a body that makes no sense, to be refused by name',
    'read-order': 'how an order stands',
    'read-product': 'a product as the view shows it',
};
export const SERVICES = {
    orchestrator: 'takes orders and runs each as a saga',
    inventory: 'the event store of the stock',
    payment: 'charges and refunds at the bank',
    gateway: 'stands in for the bank',
    projector: 'follows the events and keeps the read model',
};
/** The names of a list in its order, then those it does not know by the alphabet. */
export function ordered(names, known) {
    const all = [...new Set(names)];
    const first = Object.keys(known).filter((name) => all.includes(name));
    return [...first, ...all.filter((name) => !(name in known)).sort()];
}
export const serviceOf = (instance) => instance.replace(/-\d+$/, '');
/** What a request was answered. */
export const ANSWERS = {
    '200': 'found',
    '202': 'accepted',
    '400': 'no sense in it',
    '404': 'not found (yet)',
    '409': 'conflicts with what is known',
    '413': 'too large',
    '415': 'not JSON',
    '422': 'sense in its form, none in its values',
    '503': 'not now',
};
/** How a request came to no answer, or to none that helps. */
export const FAILURES = {
    refused: 'no connection was taken',
    reset: 'the connection broke off',
    timeout: 'given up after the time-out',
    unfinished: 'still under way when the run ended',
};
/** Why an order was rejected. */
export const REASONS = {
    out_of_stock: 'fewer units than were asked for',
    payment_declined: 'the bank said no',
    inventory_unavailable: 'given up after many tries',
    payment_unavailable: 'given up after many tries, and refunded',
};
