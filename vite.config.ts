/** How src/web becomes build/web; `bin/build-web.mjs` runs it. `npm run dev:web` serves it live beside a running server. */
import { existsSync } from 'node:fs';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

/** `ElFormItem` lives in element-plus/es/components/form-item; its style stands beside it. */
function elementStyles(): Plugin {
  const folder = (name: string): string =>
    name
      .replace(/^El/, '')
      .replace(/(?<!^)([A-Z])/g, '-$1')
      .toLowerCase();
  return {
    name: 'element-styles',
    enforce: 'post',
    transform(code, id) {
      if (id.includes('/element-plus/theme-chalk/') && id.endsWith('.css')) return undefined;
      if (id.includes('node_modules')) return undefined;
      const names = [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']element-plus["']/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/\bEl[A-Z]\w*/g)].map(([name]) => name),
      );
      const styles = [...new Set(names.map((name) => `element-plus/es/components/${folder(name)}/style/css`))].filter((style) =>
        existsSync(new URL(`node_modules/${style}.mjs`, import.meta.url)),
      );
      if (styles.length === 0) return undefined;
      return { code: `${styles.map((style) => `import ${JSON.stringify(style)};`).join('\n')}\n${code}`, map: null };
    },
  };
}

/** The library's styles in a layer of their own: ours win in whatever order the files arrive. */
function elementLayer(): Plugin {
  return {
    name: 'element-layer',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/element-plus\/theme-chalk\/[^?]*\.css/.test(id)) return undefined;
      return { code: `@layer element {\n${code.replace(/@charset[^;]*;/g, '')}\n}`, map: null };
    },
  };
}

export default defineConfig({
  root: 'src/web',
  base: '/',
  logLevel: 'warn',
  plugins: [elementLayer(), vue(), elementStyles()],
  define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // Server-sent policy allows no inline script and no data: fonts; small pictures may stay inline.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  // The worker is a module; what ships for proofreading comes with it, or is fetched by it under a name with a hash.
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env['BAOCAITONG_SERVER'] ?? 'http://127.0.0.1:8080' } },
  },
});
