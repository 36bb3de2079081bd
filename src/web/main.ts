/** The browser's door: mounts the shell on the page. */
import './theme.css';
import { provideGlobalConfig } from 'element-plus';
import zhCn from 'element-plus/es/locale/lang/zh-cn.mjs';
import { createApp } from 'vue';
import { router } from './router.ts';
import Shell from './shell/shell.vue';

const app = createApp(Shell).use(router);
// Its type describes the definition of the options instead of the options.
provideGlobalConfig({ locale: zhCn } as never, app, true);
app.mount('#app');
