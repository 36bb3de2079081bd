/** Passwords as argon2id (RFC 9106), in the PHC form that carries its own parameters. */
import { randomBytes } from 'node:crypto';
import { hash, type Options, verify } from '@node-rs/argon2';

export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** RFC 9106's second recommended choice is 64 MiB and 3 passes; OWASP's lowest 19 MiB and 2. Between them: some 60 ms on an office's machine. */
const usualCost: PasswordCost = { memoryKib: 32_768, passes: 3 };

export interface Passwords {
  readonly hashPassword: (password: string) => Promise<string>;
  /** False for a wrong password. Without a hash it takes as long and says no: so nobody learns which accounts there are. */
  readonly verifyPassword: (hash: string | undefined, password: string) => Promise<boolean>;
}

/** The algorithm is argon2id by the library's default; it is named in every hash. */
export function createPasswords(cost: PasswordCost = usualCost): Passwords {
  const options: Options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: 1 };
  let dummy: Promise<string> | undefined;
  const dummyHash = (): Promise<string> => {
    dummy ??= hash(randomBytes(32), options);
    return dummy;
  };
  return {
    hashPassword: (password) => hash(password, options),
    async verifyPassword(known, password) {
      const right = await verify(known ?? (await dummyHash()), password);
      return right && known !== undefined;
    },
  };
}
