/** Where someone wanted to go before signing in: only an address of ours, and `//elsewhere` is not one. */
export const ownAddress = (asked: unknown): string => (typeof asked === 'string' && /^\/(?![\\/])/.test(asked) ? asked : '/');
