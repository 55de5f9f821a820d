export declare const crash: import("./fault.ts").FaultKind<object>;
export declare const dbCrash: import("./fault.ts").FaultKind<object>;
