export declare const endLoading: () => void;
