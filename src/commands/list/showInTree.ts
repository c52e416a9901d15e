import type { Views } from '../../services/ports/views.js';
import type { Services } from '../../services/services.js';

/**
 * Selects something in the tree after a command is done. Not awaited, since the tree may take its time to load; what
 * keeps it from being shown is logged, for the command itself has succeeded.
 */
export function showInTree(
	{ views, log }: Pick<Services, 'log'> & { readonly views: Pick<Views, 'explorer'> },
	target: Parameters<Views['explorer']['reveal']>[0],
): void {
	views.explorer.reveal(target).catch((error: unknown) => {
		log.warn(`reveal in tree: ${error instanceof Error ? error.message : String(error)}`);
	});
}
