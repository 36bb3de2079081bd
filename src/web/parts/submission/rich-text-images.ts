/** Pictures on their way into a text: shown at once from memory, uploaded, and then named by their address. */
import type { Editor } from '@tiptap/core';
import { ref } from 'vue';
import { imageSource } from '../../../domain/submission/cleaning.ts';
import { asRefused, type Refused } from '../../refused.ts';
import { upload } from '../../upload.ts';

/** Puts another attribute on every picture that has this source. */
export function changeImages(editor: Editor, src: string, change: Readonly<Record<string, unknown>> | undefined): void {
  const { tr } = editor.state;
  editor.state.doc.descendants((node, at) => {
    if (node.type.name !== 'image' || node.attrs['src'] !== src) return;
    const place = tr.mapping.map(at);
    if (change) tr.setNodeMarkup(place, undefined, { ...node.attrs, ...change });
    else tr.delete(place, place + node.nodeSize);
  });
  // The writer undoes what they did, not that an address arrived.
  if (tr.docChanged) editor.view.dispatch(tr.setMeta('addToHistory', false));
}

const endings: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp' };
export const isPicture = (file: File): boolean => file.type in endings;

/** What stores pictures of one editor and tells how many are on their way. */
export interface ImageOptions {
  readonly site: () => string;
  readonly editor: () => Editor | undefined;
  readonly failed: (refused: Refused) => void;
  /** A picture got its address. */
  readonly named: (shown: string, src: string) => void;
}

export function useImages({ site, editor, failed, named }: ImageOptions) {
  const underWay = ref(0);
  /** Stores a picture that already stands in the text as `shown`. */
  async function store(shown: string, file: File): Promise<void> {
    underWay.value += 1;
    try {
      const { sha256 } = await upload(site(), file);
      const now = editor();
      const src = imageSource(site(), sha256);
      if (now) changeImages(now, shown, { src });
      named(shown, src);
    } catch (thrown) {
      const now = editor();
      if (now) changeImages(now, shown, undefined);
      failed(asRefused(thrown));
    } finally {
      URL.revokeObjectURL(shown);
      underWay.value -= 1;
    }
  }
  /** A picture from a `data:` address; gives the address under which it is shown meanwhile. */
  function keepData(source: string): string {
    const [, type = 'image/png', base64 = ''] = /^data:([^;,]+);base64,(.*)$/is.exec(source) ?? [];
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0));
    return keepFile(new File([bytes], `图片.${endings[type.toLowerCase()] ?? 'png'}`, { type }));
  }
  function keepFile(file: File): string {
    const shown = URL.createObjectURL(file);
    void store(shown, file);
    return shown;
  }
  return { underWay, keepData, keepFile };
}
