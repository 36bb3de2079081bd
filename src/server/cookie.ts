/** The session cookie, by hand: one name is read and one is written. */

/** Behind https the name itself promises Secure, Path=/ and no Domain (RFC 6265bis), so no neighbour can plant one. */
const nameOf = (secure: boolean): string => (secure ? '__Host-bct_session' : 'bct_session');

/** The token of the cookie: 32 bytes as base64url. Undefined where there is none, or several that differ. */
export function readSession(header: string | undefined, secure: boolean): string | undefined {
  if (header === undefined) return undefined;
  const name = nameOf(secure);
  let found: string | undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    if (!/^[\w-]{43}$/.test(value) || (found !== undefined && found !== value)) return undefined;
    found = value;
  }
  return found;
}

const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

/** It ends with the browser; how long it may live is for the server to say. */
export const sessionCookie = (token: string, secure: boolean): string => `${nameOf(secure)}=${token}; ${attributes(secure)}`;

export const noSessionCookie = (secure: boolean): string => `${nameOf(secure)}=; Max-Age=0; ${attributes(secure)}`;
