/** A host's clock is set wrong and runs fast or slow. At heal it is set right again, as NTP would. */
export declare const clock: import("./fault.ts").FaultKind<object>;
