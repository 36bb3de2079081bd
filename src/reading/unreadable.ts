/** A file that cannot be read as an official document. The message is a Chinese sentence for the person who gave it. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** The library for a format gave up on a file: it is damaged or locked. Kept apart from faults in our own code. */
export class DamagedError extends Error {
  override readonly name: string = 'DamagedError';
}

/** What `work`, a library's reading of a file, gives. Throws DamagedError, with the library's error as its cause. */
export async function opened<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DamagedError) throw cause;
    throw new DamagedError('a file could not be opened', { cause });
  }
}

/** A file that opens only with a password. */
export class LockedError extends DamagedError {
  override readonly name: string = 'LockedError';
}

/** A file with more in it than a document holds, or what none holds. The message is the rest of a Chinese sentence behind the file's name. */
export class UnfitError extends DamagedError {
  override readonly name: string = 'UnfitError';
}
