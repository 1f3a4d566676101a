import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Builds the page into `dist/web`. The API puts its nonce where the placeholder stands (`api/web-page.ts`). */
export default defineConfig({
  root: here,
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../../../dist/web', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // `light-dark()` as it is: its rewriting needs a literal color-scheme, and Mantine's is a variable.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Changes of ours leave what others wrote in the browser's cache.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'components', test: /node_modules\/(@mantine|@floating-ui|@tabler|react-remove-scroll)/ },
            { name: 'base', test: /node_modules/ },
          ],
        },
      },
    },
  },
});
