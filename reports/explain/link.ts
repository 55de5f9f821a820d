/** Where something with an id is linked to. */
export const hash = (id: string): string => `#${encodeURIComponent(id)}`;
