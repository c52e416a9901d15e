import { lazily } from '../core/common/lazily.js';
import type { RunningPort } from '../services/ports/running.js';
import type { Services } from '../services/services.js';
import type { Running } from './running.js';

/** Nothing is loaded, and there is no view, before something runs. */
export function registerPeers(services: Services): RunningPort & { dispose(): void } {
	let running: Running | undefined;
	const load = lazily(async () => {
		const { Running: Kept } = await import('./running.js');
		running = new Kept();
		return running;
	});
	return {
		add: async (entry) => (await load()).add(entry),
		showLog: async () => (await import('./log.js')).peersLog().show(true),
		find: (id) => running?.entries.find((entry) => entry.id === id),
		get entries() {
			return running?.entries ?? [];
		},
		startEchoServer: async (input, title) => {
			const [kept, { startEchoServer }] = await Promise.all([load(), import('./echoServer.js')]);
			const started = await startEchoServer(services.context.extensionPath, input, title);
			kept.add(started.entry);
			return { id: started.entry.id, port: started.port };
		},
		dispose: () => running?.dispose(),
	};
}
