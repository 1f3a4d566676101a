import type { FeaturesSettings } from './inspect/kept-features.ts';
import { localSecret, randomSecret } from './local-secrets.ts';
import { isEmbedded, type Settings } from './settings.ts';

/** The key and time of what is kept for trying rules; null when none is kept. The embedded world makes its key on the first start. */
export async function featuresSettings(settings: Settings): Promise<FeaturesSettings | null> {
  const days = settings.SPILLWAY_FEATURES_DAYS;
  const secret =
    settings.SPILLWAY_FEATURES_KEY ??
    (isEmbedded(settings)
      ? await localSecret(settings.SPILLWAY_DATA, 'features.key', randomSecret)
      : undefined);
  return secret === undefined || days === 0 ? null : { key: Buffer.from(secret, 'utf8'), days };
}
