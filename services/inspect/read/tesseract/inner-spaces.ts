/** Tesseract puts spaces between the characters of Chinese, Japanese and Thai; between others they are kept. */
export function withoutInnerSpaces(text: string): string {
  return text.replaceAll(INNER, '');
}

const INNER =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]) +(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}★\d])|(?<=[★\d]) +(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu;
