/** SHA-256 in lower-case hexadecimal, in the browser. Needs HTTPS or localhost, as `crypto.subtle` does. */
export async function digestOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
