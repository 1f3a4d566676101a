import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Logger } from '../log.ts';
import type { TopicSpec } from './broker.ts';

export interface KafkaBrokerOptions {
  /** "host:port" of some of the brokers. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?:
    | {
        readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
        readonly username: string;
        readonly password: string;
      }
    /** `token` is asked at every login and renewal; caching is its own business. */
    | { readonly mechanism: 'oauthbearer'; readonly token: () => Promise<string> };
  /** Of what is sent; "none" unless told. All that Kafka knows can be read. */
  readonly compression?: 'none' | 'gzip' | 'snappy' | 'lz4';
  /** How long a member that died holds on to its partitions; 30 s unless told. */
  readonly sessionTimeoutMs?: number;
  readonly log: Logger;
}

/** What every client of a broker is opened with. */
export function connectionOf({ brokers, clientId, ssl, sasl, log }: KafkaBrokerOptions) {
  return {
    brokers: [...brokers],
    clientId,
    // The library's default of one second is too short for TLS.
    connectionTimeout: 10_000,
    authenticationTimeout: 10_000,
    requestTimeout: 30_000,
    enforceRequestTimeout: true,
    reauthenticationThreshold: 10_000,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl: loginOf(sasl) }),
    socketFactory: openSocket,
    logCreator: () => forwardTo(log),
  };
}

interface SocketFacts {
  readonly host: string;
  readonly port: number;
  /** Not there without TLS, although the library's types promise it. */
  readonly ssl?: ConnectionOptions;
  onConnect(): void;
}

/**
 * As the library opens them itself, but for one thing: it disconnects a broker that is away again and again, and each time
 * calls `unref` on the same closed socket, which Node keeps as a listener for a connection that never comes
 * (MaxListenersExceededWarning, and a little memory for every try).
 */
export function openSocket({ host, port, ssl, onConnect }: SocketFacts): Socket {
  const socket = ssl
    ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...ssl }, onConnect)
    : connectPlain({ host, port }, onConnect);
  socket.setKeepAlive(true, 60_000);
  socket.once('close', () => {
    socket.unref = () => socket;
  });
  return socket;
}

/** The library wants one type a mechanism. */
function loginOf(sasl: NonNullable<KafkaBrokerOptions['sasl']>) {
  if (sasl.mechanism === 'oauthbearer') {
    const { mechanism, token } = sasl;
    return { mechanism, oauthBearerProvider: async () => ({ value: await token() }) };
  }
  const { mechanism, username, password } = sasl;
  if (mechanism === 'plain') return { mechanism, username, password };
  if (mechanism === 'scram-sha-256') return { mechanism, username, password };
  return { mechanism, username, password };
}

interface LogEntry {
  readonly level: number;
  readonly namespace: string;
  readonly log: { readonly message: string; readonly [field: string]: unknown };
}

/** The library's level for errors; what it tries again it also calls an error. */
const ERROR = 1;
/** Names and numbers only: other fields of the library's lines may hold what it sent. */
const FIELDS = ['broker', 'groupId', 'memberId', 'topic', 'partition', 'retryCount', 'retryTime', 'error'];

function forwardTo(log: Logger) {
  return ({ level, namespace, log: entry }: LogEntry) => {
    const fields = Object.fromEntries(
      FIELDS.filter((name) => entry[name] !== undefined).map((name) => [name, entry[name]]),
    );
    const line = { client: namespace, ...fields, said: entry.message };
    if (level === ERROR) log.warn(line, 'kafka client complained');
    else log.debug(line, 'kafka client reported');
  };
}

export function toTopicConfig(spec: TopicSpec) {
  return {
    topic: spec.name,
    numPartitions: spec.partitions,
    replicationFactor: spec.replication ?? -1,
    configEntries: [
      { name: 'cleanup.policy', value: spec.cleanup },
      { name: 'retention.ms', value: String(spec.retentionMs ?? -1) },
      // The broker's clock: it refuses what a sender's wrong clock dates too far ahead, and retention goes by it.
      { name: 'message.timestamp.type', value: 'LogAppendTime' },
      ...(spec.replication === undefined
        ? []
        : [{ name: 'min.insync.replicas', value: spec.replication >= 3 ? '2' : '1' }]),
    ],
  };
}
