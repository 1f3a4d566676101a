import { SingleBar } from 'cli-progress';

export interface Progress {
  to(done: number, what: string): void;
  /** Safe to call twice. */
  end(): void;
}

/** A bar on a terminal, nothing elsewhere: a log file wants no carriage returns. */
export function createProgress(stream: NodeJS.WriteStream, total: number): Progress {
  if (!stream.isTTY || total === 0) return { to: () => {}, end: () => {} };
  const bar = new SingleBar({
    stream,
    format: '{bar} {value}/{total}  {eta_formatted} left  {what}',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0, { what: 'starting the reader' });
  let ended = false;
  return {
    to: (done, what) => bar.update(done, { what: what.slice(-48) }),
    end() {
      if (!ended) bar.stop();
      ended = true;
    },
  };
}
