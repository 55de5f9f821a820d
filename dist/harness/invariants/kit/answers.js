export const isSuccess = ({ status }) => status >= 200 && status < 300;
/** A request as a person would write it down. */
export const requestLine = ({ method, path }) => `${method} ${path}`;
