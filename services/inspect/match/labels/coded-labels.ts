import type { Details } from '../markings/mark.ts';
import type { LabelProperty } from './label-properties.ts';

/** A label whose parts are codes, put together: the mark it stands for and what the other parts say. */
export interface CodedLabel {
  readonly property: LabelProperty;
  readonly regime: string;
  readonly level: string;
  readonly details: Details;
}

const ISM_LEVELS: Readonly<Record<string, string>> = {
  TS: 'TOP SECRET',
  S: 'SECRET',
  C: 'CONFIDENTIAL',
  U: 'UNCLASSIFIED',
};
const ISM_NAMES: ReadonlySet<string> = new Set(Object.values(ISM_LEVELS));
const NATO_LEVELS: Readonly<Record<string, string>> = {
  'TOP SECRET': 'COSMIC TOP SECRET',
  'COSMIC TOP SECRET': 'COSMIC TOP SECRET',
  SECRET: 'NATO SECRET',
  CONFIDENTIAL: 'NATO CONFIDENTIAL',
  RESTRICTED: 'NATO RESTRICTED',
  UNCLASSIFIED: 'NATO UNCLASSIFIED',
};
const EU_LEVELS: Readonly<Record<string, string>> = {
  'TOP SECRET': 'TRÈS SECRET UE/EU TOP SECRET',
  SECRET: 'SECRET UE/EU SECRET',
  CONFIDENTIAL: 'CONFIDENTIEL UE/EU CONFIDENTIAL',
  RESTRICTED: 'RESTREINT UE/EU RESTRICTED',
};

/** IC-ISM attributes: `ism:classification="S" ism:ownerProducer="USA" ism:disseminationControls="NF"`. Source: CVEnumISM names. */
export function ismLabels(properties: readonly LabelProperty[]): CodedLabel[] {
  const ism = properties.filter(({ key }) => /(?:^|@|:)ism:\w+$/i.test(key));
  const owners = valuesOf(ism, 'ownerProducer');
  return recordsOf(ism).flatMap((record) => labelsOfRecord(record, owners));
}

/** Each record, or paragraph, states its own level: one begins where an attribute comes again. */
function recordsOf(ism: readonly LabelProperty[]): readonly (readonly LabelProperty[])[] {
  const records: LabelProperty[][] = [];
  let names = new Set<string>();
  for (const property of ism) {
    const name = property.key.slice(property.key.lastIndexOf(':') + 1).toLowerCase();
    if (records.length === 0 || names.has(name)) {
      records.push([]);
      names = new Set();
    }
    names.add(name);
    records.at(-1)?.push(property);
  }
  return records;
}

function valuesOf(ism: readonly LabelProperty[], name: string): string[] {
  return ism.flatMap(({ key, value }) =>
    key.toLowerCase().endsWith(`ism:${name.toLowerCase()}`) ? value.split(/\s+/) : [],
  );
}

/** `others`: whose the file is, for a paragraph that does not say. */
function labelsOfRecord(ism: readonly LabelProperty[], others: readonly string[]): CodedLabel[] {
  const controls = [
    ...new Set(
      [
        'SCIcontrols',
        'SARIdentifier',
        'atomicEnergyMarkings',
        'disseminationControls',
        'nonICmarkings',
      ].flatMap((name) => valuesOf(ism, name)),
    ),
  ];
  const releasableTo = [...new Set(valuesOf(ism, 'releasableTo'))];
  const [declassDate] = valuesOf(ism, 'declassDate');
  const own = valuesOf(ism, 'ownerProducer');
  const owners = own.length > 0 ? own : [...new Set(others)];
  const details: Details = {
    ...(controls.length > 0 ? { controls } : {}),
    ...(releasableTo.length > 0 ? { releasableTo } : {}),
    ...(declassDate === undefined ? {} : { declassifyOn: { kind: 'date', value: declassDate } }),
    ...(owners.length > 0 ? { owners } : {}),
  };
  return ism.flatMap((property): CodedLabel[] => {
    if (!/ism:classification$/i.test(property.key)) return [];
    const value = property.value.trim().toUpperCase();
    const level = ISM_LEVELS[value] ?? (ISM_NAMES.has(value) ? value : undefined);
    if (level === undefined) return [];
    const nato = owners.length > 0 && owners.every((owner) => owner === 'NATO');
    const natoLevel = NATO_LEVELS[level];
    return [
      { property, regime: nato ? 'nato' : 'us', level: nato && natoLevel ? natoLevel : level, details },
    ];
  });
}

/** ADatP-4774 confidentiality labels: a PolicyIdentifier and a Classification, wherever the XML stood. */
export function policyLabels(properties: readonly LabelProperty[]): CodedLabel[] {
  const policies = properties
    .filter(({ key }) => /PolicyIdentifier/i.test(key))
    .map(({ value }) => value.trim());
  const [regime, levels] = policies.some((value) => /NATO|1\.3\.26\.1\.3\.1/.test(value))
    ? (['nato', NATO_LEVELS] as const)
    : policies.some((value) => /^(?:EU|EUCI|EUROPEAN UNION)$/i.test(value))
      ? (['eu', EU_LEVELS] as const)
      : [];
  if (!regime || !levels) return [];
  return properties.flatMap((property): CodedLabel[] => {
    if (!/(?:^|:)Classification$/.test(property.key)) return [];
    const level = levels[property.value.trim().toUpperCase()];
    return level === undefined ? [] : [{ property, regime, level, details: {} }];
  });
}
