/** Makes values an object's own, as plain properties, also where it inherits the names or has getters for them. */
export function setOwn(object: object, values: object): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
