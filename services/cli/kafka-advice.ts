import { FaultError, messageOf } from '../../shared/errors.ts';

const AS_OPERATOR =
  'run it as the operator’s Kafka user, and grant what `spillway acls` prints: this user may not ask';

/** What an operator can do about a cluster that did not answer as it should; told apart by Kafka's own error types. */
export function kafkaAdvice(error: unknown): string {
  const type = error instanceof FaultError ? error.facts.type : undefined;
  if (typeof type === 'string' && type.endsWith('_AUTHORIZATION_FAILED')) return AS_OPERATOR;
  // The client says no more when a user may not ask for a group.
  if (messageOf(error).includes('group coordinator')) return `if all brokers are up, ${AS_OPERATOR}`;
  if (error instanceof FaultError && error.code === 'BROKER_REFUSED') {
    if (type === null || type === 'SASL_AUTHENTICATION_FAILED')
      return 'check SPILLWAY_KAFKA_SASL, SPILLWAY_KAFKA_USERNAME and SPILLWAY_KAFKA_PASSWORD (or the token): the login was refused';
    return 'run `spillway migrate`';
  }
  if (/certificate|TLS|SSL|issuer/i.test(messageOf(error)))
    return 'check SPILLWAY_KAFKA_TLS, SPILLWAY_KAFKA_CA and the client certificate';
  return 'check SPILLWAY_KAFKA_BROKERS, SPILLWAY_KAFKA_TLS and the network between';
}
