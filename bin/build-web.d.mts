/** Makes sure that the pages are built and gives their folder. */
export declare function buildWeb(options?: { report?: (sentence: string) => void; force?: boolean }): Promise<string>;
