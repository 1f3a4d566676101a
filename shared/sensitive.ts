import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

/**
 * Holds content that must not print itself: text read from a document, a file's name, a secret.
 * Whoever logs it, joins it into a string or serialises it gets its length and a short hash.
 * `reveal()` is the only way to the value; call sites of `reveal` are few and reviewed.
 */
export class Sensitive<T extends string | Uint8Array = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    const hash = createHash('sha256').update(this.#value).digest('hex').slice(0, 8);
    return `[sensitive length=${this.#value.length} sha256=${hash}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
