/** How a file is to be named on the asker's disk: RFC 6266, the Chinese name in RFC 8187. */
export function disposition(how: 'attachment' | 'inline', name: string): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[0] ?? '';
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${how}; filename="file${ending}"; filename*=UTF-8''${encoded}`;
}
