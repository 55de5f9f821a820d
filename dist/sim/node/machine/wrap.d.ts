type Make = (args: unknown[]) => object;
export declare function wrapConstructor(owner: object, name: string, construct: (make: Make, args: unknown[]) => object): void;
export {};
