export interface Streams {
  /** The bytes of a stream by its name, anywhere in the file; null when there is none. */
  get(name: string): Uint8Array | null;
  names(): readonly string[];
}
