/** Whether a line begins with a portion mark. */
export const isPortion = (text: string): boolean => PORTION.test(text);

/** "(S//NF)", "1. (C)", "（密）", and what OCR makes of their brackets. */
const PORTION = /^\W{0,2}[\dA-Za-z]{0,3}[.)]?\s*[([{（【][\p{Lu}\p{Script=Han}/,\- ]{1,24}[)\]}）】]/u;
