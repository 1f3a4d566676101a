/** Character sets of fonts (\fcharset), which decide what \'xx means, whatever code page the document names. */
const NAMES: Readonly<Record<number, string>> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};

/** null where the document's own code page holds. */
export function encodingOfCharset(charset: number): string | null {
  return NAMES[charset] ?? null;
}
