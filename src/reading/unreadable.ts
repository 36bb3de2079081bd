/** A file that cannot be read as an official document. The message is a Chinese sentence for the person who gave it. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}
