import { createTheme } from '@mantine/core';

/** System fonts, so that nothing is fetched; shade 8 because white on it passes AA in both schemes. */
export const theme = createTheme({
  colors: {
    // Greys of the dark scheme with the same blue in them as the page's own.
    dark: [
      '#e6e9ed',
      '#c3cad2',
      '#a9b3be',
      '#7a8592',
      '#4c5561',
      '#363c45',
      '#22262c',
      '#16181c',
      '#111317',
      '#0c0e11',
    ],
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace',
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'sm',
  respectReducedMotion: true,
});
