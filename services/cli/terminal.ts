import pc from 'picocolors';

/** Lines that stay, and one line at the bottom that does not. Without a terminal the passing line is not printed. */
export interface Terminal {
  line(text: string): void;
  passing(text: string): void;
}

export function createTerminal(stream: NodeJS.WriteStream): Terminal {
  const clear = stream.isTTY ? '\r\u001b[K' : '';
  let bottom = '';
  return {
    line(text) {
      stream.write(`${clear}${text}\n${stream.isTTY ? bottom : ''}`);
    },
    passing(text) {
      bottom = text === '' ? '' : pc.dim(text.slice(0, (stream.columns ?? 80) - 1));
      if (stream.isTTY) stream.write(`${clear}${bottom}`);
    },
  };
}
