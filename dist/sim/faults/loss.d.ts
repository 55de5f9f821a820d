/** A share of segments is lost anywhere. Programs never see that: they see a delay, and all behind it waits. */
export declare const loss: import("./fault.ts").FaultKind<object>;
