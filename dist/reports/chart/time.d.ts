export declare function timeTicks(fromS: number, toS: number, most?: number): number[];
/** `12`, `1:05`, `2:00:00`: as long as the longest time beside it asks for. */
export declare function timeName(s: number, longestS: number): string;
/** What the axis itself is called. */
export declare function timeLabel(longestS: number): string;
