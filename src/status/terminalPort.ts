import { lazily } from '../core/common/lazily.js';
import type { TerminalPort } from '../services/ports/terminal.js';
import type { Services } from '../services/services.js';

/** Nothing is loaded and nothing set before somebody asks: VS Code keeps none of it from one start to the next. */
export function createTerminalPort(services: Services): TerminalPort {
	const load = lazily(async () => {
		const { TerminalEnvironment } = await import('./terminal/environment.js');
		const environment = new TerminalEnvironment(services);
		services.context.subscriptions.push(environment);
		return environment;
	});
	return {
		use: async (choice) => (await load()).use(choice),
		clear: async () => (await load()).clear(),
	};
}
