export declare const EXIT: {
    readonly drawn: 0;
    /** With `--check`: of a campaign, a seed failed. */
    readonly failed: 1;
    readonly usage: 2;
    /** The page could not be written. */
    readonly broken: 4;
    /** With `--check`: a state that a healthy campaign must reach never was. */
    readonly unreached: 7;
    /** With `--check`: not all that was asked for is here. */
    readonly unfinished: 8;
    readonly interrupted: 130;
};
