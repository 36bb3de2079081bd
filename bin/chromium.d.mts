export function findChromium(): string | undefined;
export function ensureChromium(report?: (line: string) => void): string | undefined;
