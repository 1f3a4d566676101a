/** The product's version as it stands in verdicts, alerts and `--version`; a test holds it to package.json. */
export const VERSION = '0.1.0';
