import type { LabelProperty } from './label-properties.ts';

const PROPERTY = /MSIP_Label_([0-9a-f-]{36})_(\w+)$/i;

/**
 * Sensitivity labels that are switched off say nothing: `Enabled=False`, or `removed="1"` in LabelInfo.xml. Returns the ids
 * (lower case, without braces) to leave out. Mail headers carry the same pairs in one line, parted by semicolons.
 */
export function disabledLabels(properties: readonly LabelProperty[]): Set<string> {
  const disabled = new Set<string>();
  let current: string | null = null;
  for (const { key, value } of properties) {
    const [, id, attribute] = PROPERTY.exec(key) ?? [];
    if (id && attribute?.toLowerCase() === 'enabled' && isOff(value)) disabled.add(id.toLowerCase());
    // LabelInfo.xml comes attribute by attribute: id first, then whether it counts.
    if (/label@id$/i.test(key)) current = guidOf(value);
    if (current && /label@enabled$/i.test(key) && isOff(value)) disabled.add(current);
    if (current && /label@removed$/i.test(key) && !isOff(value)) disabled.add(current);
  }
  return disabled;
}

/** The label id that a property speaks of, or null. */
export function labelIdOf({ key, value }: LabelProperty): string | null {
  const named = PROPERTY.exec(key)?.[1];
  if (named) return named.toLowerCase();
  return /label@id$/i.test(key) ? guidOf(value) : null;
}

/** `msip_labels: MSIP_Label_<id>_Enabled=True;MSIP_Label_<id>_Name=Confidential;…` as properties of their own. */
export function spreadMailHeader(property: LabelProperty): LabelProperty[] {
  if (!/^msip_labels$/i.test(property.key)) return [property];
  return property.value.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    if (at < 0) return [];
    const key = pair.slice(0, at).trim();
    const value = pair.slice(at + 1).trim();
    return [{ key, value, segment: { ...property.segment, key, text: value } }];
  });
}

function guidOf(value: string): string | null {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(value)?.[0].toLowerCase() ?? null;
}

function isOff(value: string): boolean {
  return /^(?:0|false|no)$/i.test(value.trim());
}
