import type { Grammar } from './grammar.ts';

/** Said by no other regime. */
const CAVEAT =
  /[ \t]{0,3}(?:\/{1,2}|-|,|:|\(|\[|)[ \t]{0,3}((?:(?:AUS|CAN|NZ|UK|US|FR)(?:\/(?:AUS|CAN|NZ|UK|US|FR)){0,4}) EYES ONLY|STRAP ?[123]|UK ONLY|(?:REL|RELEASABLE) TO [A-Z]{2,5}(?:(?:, ?|\/| | AND )[A-Z]{2,5}(?![A-Z])){0,8}|LOCSEN|HMG USE ONLY|RECIPIENTS ONLY|ATOMIC(?= |$))[)\]]?(?![A-Z])/y;
/** Descriptors of GSCP and GPMS; after a level and a dash or in brackets. */
const DESCRIPTOR =
  /[ \t]{0,3}(?:-|\(|\[|:|,|\/|)[ \t]{0,3}(COMMERCIAL|PERSONAL DATA|PERSONAL|LEGAL|LPP|MARKET SENSITIVE|HR\/MANAGEMENT|HR|INVESTIGATIONS?|APPOINTMENTS|BUDGET|CONTRACTS|HONOURS|MANAGEMENT|MEDICAL|POLICY|PRIVATE|STAFF|VISITS)[)\]]?(?![A-Z])/y;

/** British caveats and descriptors: `SECRET UK EYES ONLY`, `OFFICIAL-SENSITIVE (COMMERCIAL)`, `RESTRICTED - STAFF`. */
export function createUkGrammar(): Grammar {
  return {
    name: 'uk',
    anchors: [],
    readAnchor: () => null,
    readLevel(line, span, rule) {
      let at = span.end;
      const controls: string[] = [];
      const descriptors: string[] = [];
      for (let entry = 0; entry < 6; entry += 1) {
        CAVEAT.lastIndex = at;
        DESCRIPTOR.lastIndex = at;
        const caveat = CAVEAT.exec(line.folded);
        const match = caveat ?? DESCRIPTOR.exec(line.folded);
        if (!match) break;
        (caveat ? controls : descriptors).push(match[1] ?? '');
        at += match[0].length;
      }
      if (controls.length + descriptors.length === 0) return null;
      // Releasability is written by all; it is British behind a British prefix.
      if (
        controls.every((control) => control.startsWith('REL')) &&
        descriptors.length === 0 &&
        !line.folded.startsWith('UK', span.start)
      )
        return null;
      if (/(?:^|[\s/([-])[a-z]/.test(line.text.slice(span.start, at)) && rule.level !== 'OFFICIAL-SENSITIVE')
        return null;
      if (controls.length === 0 && !/SENSITIVE|RESTRICTED|PROTECT/.test(rule.level)) return null;
      return {
        start: span.start,
        end: at,
        level: span,
        rule,
        strong: true,
        evidence: [
          { code: controls.length > 0 ? 'uk-caveat' : 'uk-descriptor', weight: controls.length > 0 ? 4 : 3 },
        ],
        form: 'banner',
        details: {
          ...(controls.length > 0 ? { controls } : {}),
          ...(descriptors.length > 0 ? { descriptors } : {}),
        },
      };
    },
  };
}
