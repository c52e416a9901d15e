/** Roles as read-only text documents: what a role allows in words, then its rules. */
import * as vscode from 'vscode';
import type { RolePlace } from '../services/ports/places.js';
import type { Services } from '../services/services.js';
import { plainText } from '../ui/words/plainText.js';

/** A document knows its role by its address, so it is read anew after a reload, and after a change to the role. */
export class RoleDocuments implements vscode.Disposable {
	readonly #watch: vscode.Disposable;

	constructor(
		private readonly services: Services,
		private readonly scheme: string,
		tellChanged: (uri: vscode.Uri) => void,
	) {
		this.#watch = services.changes.onDidChange(({ connection, mount, part = 'roles' }) => {
			if (part !== 'roles' && part !== 'mounts') return;
			for (const { uri } of vscode.workspace.textDocuments) {
				const place = this.#placeOf(uri);
				const isMeant =
					(connection ?? place?.connection) === place?.connection &&
					(mount ?? place?.mount) === place?.mount;
				if (place && isMeant) tellChanged(uri);
			}
		});
	}

	/** Reads it first, so that a refusal is an error of the command and no document. The tree keeps the focus. */
	async show(place: RolePlace): Promise<void> {
		const client = await this.services.clients.get(place.connection);
		await client.readRole(place.mount, place.role);
		const document = await vscode.workspace.openTextDocument(this.#uriOf(place));
		await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
	}

	async text(uri: vscode.Uri): Promise<string> {
		const place = this.#placeOf(uri);
		if (!place) return '';
		try {
			const [{ describeRole }, client] = await Promise.all([
				import('./describeRole.js'),
				this.services.clients.get(place.connection),
			]);
			const { rules } = await client.readRole(place.mount, place.role);
			const { label } = await this.services.connections.get(place.connection);
			return describeRole({ ...place, connection: label }, rules);
		} catch (error) {
			const { describeError } = await import('../ui/words/errors/errors.js');
			return describeError(error).message;
		}
	}

	dispose(): void {
		this.#watch.dispose();
	}

	#uriOf({ connection, mount, role }: RolePlace): vscode.Uri {
		const title = vscode.l10n.t('{0} — role of {1}', role, mount);
		const name = plainText(title, 80).replace(/[\\/:*?"<>|#]/g, '_');
		const query = new URLSearchParams({ connection, mount, role }).toString();
		return vscode.Uri.from({ scheme: this.scheme, path: `/${name}`, query });
	}

	#placeOf(uri: vscode.Uri): RolePlace | undefined {
		if (uri.scheme !== this.scheme) return undefined;
		const query = new URLSearchParams(uri.query);
		const value = (name: string) => query.get(name) ?? '';
		return { connection: value('connection'), mount: value('mount'), role: value('role') };
	}
}
