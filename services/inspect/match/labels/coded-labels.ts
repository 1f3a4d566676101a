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
const NATO_LEVELS: Readonly<Record<string, string>> = {
  'TOP SECRET': 'COSMIC TOP SECRET',
  'COSMIC TOP SECRET': 'COSMIC TOP SECRET',
  SECRET: 'NATO SECRET',
  CONFIDENTIAL: 'NATO CONFIDENTIAL',
  RESTRICTED: 'NATO RESTRICTED',
  UNCLASSIFIED: 'NATO UNCLASSIFIED',
};

/** IC-ISM attributes: `ism:classification="S" ism:ownerProducer="USA" ism:disseminationControls="NF"`. Source: CVEnumISM names. */
export function ismLabels(properties: readonly LabelProperty[]): CodedLabel[] {
  const ism = properties.filter(({ key }) => /(?:^|@|:)ism:\w+$/i.test(key));
  const valuesOf = (name: string): string[] =>
    ism.flatMap(({ key, value }) =>
      key.toLowerCase().endsWith(`ism:${name.toLowerCase()}`) ? value.split(/\s+/) : [],
    );
  const controls = [
    ...new Set(
      [
        'SCIcontrols',
        'SARIdentifier',
        'atomicEnergyMarkings',
        'disseminationControls',
        'nonICmarkings',
      ].flatMap(valuesOf),
    ),
  ];
  const releasableTo = [...new Set(valuesOf('releasableTo'))];
  const [declassDate] = valuesOf('declassDate');
  const owners = valuesOf('ownerProducer');
  const details: Details = {
    ...(controls.length > 0 ? { controls } : {}),
    ...(releasableTo.length > 0 ? { releasableTo } : {}),
    ...(declassDate === undefined ? {} : { declassifyOn: { kind: 'date', value: declassDate } }),
    ...(owners.length > 0 ? { owners } : {}),
  };
  return ism.flatMap((property): CodedLabel[] => {
    if (!/ism:classification$/i.test(property.key)) return [];
    const level = ISM_LEVELS[property.value.trim().toUpperCase()];
    if (level === undefined) return [];
    const nato = owners.length > 0 && owners.every((owner) => owner === 'NATO');
    const natoLevel = NATO_LEVELS[level];
    return [
      { property, regime: nato ? 'nato' : 'us', level: nato && natoLevel ? natoLevel : level, details },
    ];
  });
}

/** ADatP-4774 confidentiality labels: PolicyIdentifier NATO and a Classification, wherever the XML stood. */
export function natoLabels(properties: readonly LabelProperty[]): CodedLabel[] {
  const nato = properties.some(
    ({ key, value }) => /PolicyIdentifier/i.test(key) && /NATO|1\.3\.26\.1\.3\.1/.test(value),
  );
  if (!nato) return [];
  return properties.flatMap((property): CodedLabel[] => {
    if (!/(?:^|:)Classification$/.test(property.key)) return [];
    const level = NATO_LEVELS[property.value.trim().toUpperCase()];
    return level === undefined ? [] : [{ property, regime: 'nato', level, details: {} }];
  });
}
