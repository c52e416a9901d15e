import type * as vscode from 'vscode';
import type { Services } from '../services/services.js';

/** Says once that the secret storage lost what it was given, and what to do about it. */
export function registerSecretsNotice(services: Services): vscode.Disposable {
	return services.durability.onDidLose(() => {
		const telling = import('./tellLoss.js').then(({ tellLoss }) => tellLoss(services));
		telling.catch((error: unknown) => {
			services.log.error(error instanceof Error ? error.message : String(error));
		});
	});
}
