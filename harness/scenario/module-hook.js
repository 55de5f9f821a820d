// A module hook, in Node's own thread for hooks: TypeScript of a project is ES modules, whatever its package.json says.
// As CommonJS, which `npm init` makes a project, it would `require` another copy of what runs it.

export function load(url, context, nextLoad) {
  const file = url.split('?')[0];
  const isOfProject = /\.m?tsx?$/.test(file) && !file.includes('/node_modules/');
  return nextLoad(url, isOfProject ? { ...context, format: 'module' } : context);
}
