export declare function numberBetween(min: number, max: number): (text: string) => number;
export declare function wholeBetween(min: number, max: number): (text: string) => number;
