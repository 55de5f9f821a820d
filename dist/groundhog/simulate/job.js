/** What a test file and the process that simulates for it say to each other. */
export {};
