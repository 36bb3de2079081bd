/**
 * Connections to addresses that people wrote: not into the inner network. Private, loopback and link-local addresses are refused after
 * the name was resolved, and the connection goes to the very address that was looked at.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Not for anybody outside: RFC 6890 and its successors (this network, private, shared, loopback, link-local, documentation, multicast…). */
const inner = networks([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...[
    '::/128',
    '::1/128',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    'fc00::/7',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
]);

export interface Address {
  readonly address: string;
  readonly family: number;
}

async function resolve(host: string, signal: AbortSignal): Promise<readonly Address[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  // A name that is never answered must not hold the job longer than anything else.
  const gaveUp = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  return Promise.race([lookup(host, { all: true, verbatim: true }), gaveUp]);
}

/** What a guard says of an address: where to connect to, or the inner address that is refused. */
export type Guarded = { readonly addresses: readonly Address[] } | { readonly refused: string };

/** Throws RangeError where an internal address is neither an address nor a network. */
export function createGuard(internalAddresses: readonly string[]): (host: string, signal: AbortSignal) => Promise<Guarded> {
  const open = networks(internalAddresses);
  return async (host, signal) => {
    const addresses = await resolve(host.replace(/^\[|\]$/g, ''), signal);
    const refused = addresses.find(({ address }) => contains(inner, address) && !contains(open, address));
    return refused ? { refused: refused.address } : { addresses };
  };
}

/** Only what was looked at is connected to, whatever the name says a moment later. */
export const pinnedTo =
  (addresses: readonly Address[]): LookupFunction =>
  (_, options, callback) => {
    const [first] = addresses;
    if (options.all)
      callback(
        null,
        addresses.map((one) => ({ ...one })),
      );
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };

function networks(list: readonly string[]): BlockList {
  const made = new BlockList();
  for (const one of list) {
    const [address = '', prefix] = one.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const bits = prefix === undefined ? most : Number(prefix);
    if (family === 0 || !Number.isInteger(bits) || bits < 0 || bits > most) throw new RangeError(`not an address or a network: ${one}`);
    made.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return made;
}

/** An IPv4 address may come dressed as IPv6 (::ffff:10.0.0.1). */
function contains(list: BlockList, address: string): boolean {
  const dressed = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (dressed !== undefined) return list.check(dressed, 'ipv4');
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
