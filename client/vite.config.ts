import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // The contract's schemas are values; a page needs only their types and a few constants.
      treeshake: { manualPureFunctions: ['Type', 'Nullable', 'Page'] },
    },
  },
  worker: { format: 'es' },
  // Vite's pre-bundling would tear the map's worker away from the map.
  optimizeDeps: { exclude: ['maplibre-gl'] },
  server: {
    host: '127.0.0.1',
    // The origin stays as the browser said it: the server refuses changes from any other.
    proxy: { '/api': { target: server }, '/socket.io': { target: server, ws: true } },
  },
})
