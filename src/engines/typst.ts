/**
 * Typst with its fonts, which lives as long as the process: making the compiler reads fonts, compiling a bulletin after
 * that takes milliseconds.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface Typst {
  /** Compiles a Typst source to pdf. Throws Error with Typst's message where the source is wrong: that is a bug of ours. */
  pdf(source: string): Uint8Array;
}

export interface TypstOptions {
  /** Folders with the office's own fonts (ttf, otf, ttc). Folders that do not exist are passed over. */
  readonly fontFolders: readonly string[];
}

/** Where Debian and TeX Live put Fandol; looked at, never shipped. */
const fandolFolders = ['/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol', '/usr/share/texmf/fonts/opentype/public/fandol'];

/** The folders of Noto in the three cuts we print, from npm: it has every character of GB 18030 that names use. */
function shippedFolders(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return [
    '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
    '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
    '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  ].map((file) => dirname(resolve(file)));
}

/**
 * The main file never changes; the source comes in as data. Typst 0.7.0 does not parse a changed file, it edits the earlier
 * one where the two differ, and its search for their common end counts bytes: where Chinese characters share bytes it prints
 * the earlier character, or aborts the whole process. It also keeps something of every file it ever parsed.
 */
const main = '#eval(sys.inputs.source, mode: "markup")';

/** Makes the compiler. Takes about a tenth of a second; make one for a process. */
export function createTypst(options: TypstOptions): Typst {
  // Folders only: fonts given as bytes beside folders abort the process (0.7.0).
  const fontPaths = [...options.fontFolders, ...fandolFolders, ...shippedFolders()].filter((folder) => existsSync(folder));
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths }] });
  return {
    pdf(source) {
      const compiled = compiler.compile({ mainFileContent: main, inputs: { source } });
      const { result } = compiled;
      if (!result) {
        const message = JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? []);
        throw new Error(`Typst refused a source of ours: ${message}`);
      }
      const pdf = compiler.pdf(result);
      // Results of earlier documents would pile up in Typst's memory; those of the last ten keep the next one warm.
      compiler.evictCache(10);
      return new Uint8Array(pdf.buffer, pdf.byteOffset, pdf.byteLength);
    },
  };
}
