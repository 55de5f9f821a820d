/** HTML by tagged templates: whatever is put in is escaped, unless it is HTML made here. */
export class Html {
    text;
    constructor(text) {
        this.text = text;
    }
}
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
export function html(parts, ...values) {
    return new Html(parts.map((part, i) => part + (i < values.length ? shown(values[i]) : '')).join(''));
}
function shown(value) {
    if (value instanceof Html)
        return value.text;
    if (Array.isArray(value))
        return value.map(shown).join('');
    if (value === null || value === undefined || value === false)
        return '';
    return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
/** Data for a script to read: no text in it can end the element it stands in. */
export function json(data) {
    return new Html(JSON.stringify(data)
        .replaceAll('<', '\\u003c')
        .replaceAll('\u2028', '\\u2028')
        .replaceAll('\u2029', '\\u2029'));
}
