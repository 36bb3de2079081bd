declare module 'minhash' {
  export class Minhash {
    constructor(options: { numPerm: number; seed?: number });
    update(text: string): void;
  }
  export class LshIndex {
    constructor(options: { bandSize: number });
    insert(key: string, minhash: Minhash): void;
    query(minhash: Minhash): string[];
  }
}
