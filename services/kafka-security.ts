import { readFile } from 'node:fs/promises';
import type { KafkaBrokerOptions } from '../shared/broker/kafka.ts';
import { systemClock } from '../shared/clock.ts';
import { type TokenSource, tokenFromFile, tokenFromIssuer } from './kafka-token.ts';
import type { Settings } from './settings.ts';

/** How to log in to Kafka, from the settings: TLS, a certificate of our own, SASL. `readSettings` has refused what does not go together. */
export async function kafkaSecurity(settings: Settings): Promise<Pick<KafkaBrokerOptions, 'ssl' | 'sasl'>> {
  const ssl = settings.SPILLWAY_KAFKA_TLS === 'true' ? { ssl: await tlsOf(settings) } : {};
  const sasl = loginOf(settings);
  return { ...ssl, ...(sasl === null ? {} : { sasl }) };
}

async function tlsOf(settings: Settings): Promise<NonNullable<KafkaBrokerOptions['ssl']>> {
  const read = async (path: string | undefined) => (path === undefined ? undefined : readFile(path, 'utf8'));
  const ca = await read(settings.SPILLWAY_KAFKA_CA);
  const cert = await read(settings.SPILLWAY_KAFKA_CLIENT_CERT);
  const key = await read(settings.SPILLWAY_KAFKA_CLIENT_KEY);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

function loginOf(settings: Settings): NonNullable<KafkaBrokerOptions['sasl']> | null {
  const mechanism = settings.SPILLWAY_KAFKA_SASL;
  if (mechanism === undefined) return null;
  if (mechanism === 'oauthbearer') return { mechanism, token: tokenSourceOf(settings) };
  return {
    mechanism,
    username: settings.SPILLWAY_KAFKA_USERNAME ?? '',
    password: settings.SPILLWAY_KAFKA_PASSWORD ?? '',
  };
}

function tokenSourceOf(settings: Settings): TokenSource {
  const file = settings.SPILLWAY_KAFKA_TOKEN_FILE;
  if (file !== undefined) return tokenFromFile(file);
  return tokenFromIssuer(
    {
      url: settings.SPILLWAY_KAFKA_TOKEN_URL ?? '',
      clientId: settings.SPILLWAY_KAFKA_USERNAME ?? '',
      clientSecret: settings.SPILLWAY_KAFKA_PASSWORD ?? '',
      scope: settings.SPILLWAY_KAFKA_TOKEN_SCOPE,
    },
    systemClock,
  );
}
