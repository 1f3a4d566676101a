import { createServer, request } from 'node:http';

/** What the way to the blob store does to requests just now. */
export type Weather = 'clear' | 'slow' | 'dropping' | 'full';

export interface BlobProxy {
  readonly endpoint: string;
  weather: Weather;
  stop(): Promise<void>;
}

const SLOW_MS = 1_500;

/** Stands between the services and the S3 API. `full` answers writes as a store without room does (507); `dropping` hangs up on every other request. */
export async function startBlobProxy(target: string): Promise<BlobProxy> {
  const { hostname, port } = new URL(target);
  let count = 0;
  const proxy = { weather: 'clear' as Weather };
  const server = createServer((incoming, outgoing) => {
    count += 1;
    if (proxy.weather === 'dropping' && count % 2 === 0) return void incoming.socket.destroy();
    if (proxy.weather === 'full' && incoming.method === 'PUT') {
      incoming.resume();
      return void outgoing.writeHead(507).end();
    }
    // The host header is part of the signature, so it goes on as it came.
    const onward = request(
      { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => incoming.socket.destroy());
    incoming.on('error', () => onward.destroy());
    setTimeout(() => incoming.pipe(onward), proxy.weather === 'slow' ? SLOW_MS : 0);
  });
  const own = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    endpoint: `http://127.0.0.1:${own}`,
    get weather() {
      return proxy.weather;
    },
    set weather(next) {
      proxy.weather = next;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
