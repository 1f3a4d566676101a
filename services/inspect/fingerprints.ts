import type { Broker, DeliveredMessage } from '../../shared/broker/broker.ts';
import type { Component } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import { decodeEvent } from '../../shared/messages/cloud-event.ts';
import { FINGERPRINT_TYPE, type Fingerprint, fingerprintSchema } from '../../shared/messages/fingerprint.ts';
import { TOPICS } from '../flow.ts';

/** The registered documents, as hashes. Exact digests for now: one look-up by sha-256. */
export interface Fingerprints {
  ofDigest(sha256: string): readonly Fingerprint[];
  count(): number;
}

export interface FingerprintSet extends Fingerprints {
  /** A null fingerprint withdraws the id. */
  put(fingerprintId: string, fingerprint: Fingerprint | null): void;
}

export function createFingerprintSet(): FingerprintSet {
  const byId = new Map<string, Fingerprint>();
  const byDigest = new Map<string, Set<string>>();

  function withdraw(id: string): void {
    const old = byId.get(id);
    if (old === undefined) return;
    byId.delete(id);
    byDigest.get(old.exact.sha256)?.delete(id);
  }

  return {
    put(id, fingerprint) {
      withdraw(id);
      if (fingerprint === null) return;
      byId.set(id, fingerprint);
      const ids = byDigest.get(fingerprint.exact.sha256) ?? new Set();
      byDigest.set(fingerprint.exact.sha256, ids.add(id));
    },
    ofDigest(sha256) {
      const ids = [...(byDigest.get(sha256) ?? [])];
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    count: () => byId.size,
  };
}

/** Starts when every fingerprint registered so far is known: an inspector that knows none would call registered documents clean. */
export function createFingerprintTail(parts: {
  broker: Broker;
  log: Logger;
  onFatal(error: Error): void;
}): Component<Fingerprints> {
  const { broker, log, onFatal } = parts;
  return {
    name: 'fingerprints',
    async start() {
      const set = createFingerprintSet();
      const onMessage = (message: DeliveredMessage) => {
        const id = message.key === null ? null : Buffer.from(message.key).toString('utf8');
        if (id !== null && message.value === null) return set.put(id, null);
        const decoded = decodeEvent(message, FINGERPRINT_TYPE, fingerprintSchema);
        if (decoded.ok) return set.put(decoded.data.fingerprintId, decoded.data);
        const at = { topic: message.topic, partition: message.partition, offset: String(message.offset) };
        log.error({ ...at, field: decoded.field, problem: decoded.problem }, 'fingerprint refused');
      };
      const tail = await broker.tail({ topic: TOPICS.fingerprints, onMessage, onFatal });
      await tail.caughtUp;
      log.info({ fingerprints: set.count() }, 'fingerprints loaded');
      return { value: set, stop: () => tail.stop() };
    },
  };
}
