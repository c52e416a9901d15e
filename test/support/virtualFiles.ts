/** A file system in memory, as an extension brings it: without a search of its own. */
import * as vscode from 'vscode';

const { Directory, File, SymbolicLink } = vscode.FileType;

export class VirtualFiles implements vscode.FileSystemProvider, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	readonly onDidChangeFile = this.#changed.event;
	readonly #registration: vscode.Disposable;
	readonly #files = new Map<string, Uint8Array>();
	/** Links lead nowhere, and folders with one of these paths cannot be listed. */
	readonly links = new Set<string>();
	readonly closed = new Set<string>();
	/** Paths of files that were read. */
	readonly read: string[] = [];

	constructor(readonly scheme: string) {
		this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this);
	}

	uri(path: string): vscode.Uri {
		return vscode.Uri.from({ scheme: this.scheme, path });
	}

	write(path: string, content: string | Uint8Array): vscode.Uri {
		this.#files.set(path, Buffer.from(content));
		return this.uri(path);
	}

	remove(path: string): void {
		this.#files.delete(path);
	}

	dispose(): void {
		this.#registration.dispose();
		this.#changed.dispose();
	}

	watch(): vscode.Disposable {
		return new vscode.Disposable(() => undefined);
	}

	stat(uri: vscode.Uri): vscode.FileStat {
		const content = this.#files.get(uri.path);
		if (!content && this.#below(uri.path).length === 0) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
		return { type: this.#typeOf(uri.path), ctime: 0, mtime: 0, size: content?.length ?? 0 };
	}

	readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
		if (this.closed.has(uri.path)) throw vscode.FileSystemError.NoPermissions(uri);
		const names = this.#below(uri.path).map((path) => path.split('/')[0] ?? '');
		const prefix = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
		return [...new Set(names)].map((name) => [name, this.#typeOf(`${prefix}${name}`)]);
	}

	readFile(uri: vscode.Uri): Uint8Array {
		this.read.push(uri.path);
		const content = this.#files.get(uri.path);
		if (!content) throw vscode.FileSystemError.FileNotFound(uri);
		return content;
	}

	createDirectory(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}
	writeFile(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}
	delete(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}
	rename(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	#typeOf(path: string): vscode.FileType {
		if (this.links.has(path)) return SymbolicLink;
		return this.#files.has(path) ? File : Directory;
	}

	/** Paths from the folder on. */
	#below(folder: string): readonly string[] {
		const prefix = folder.endsWith('/') ? folder : `${folder}/`;
		return [...this.#files.keys()].flatMap((path) =>
			path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
		);
	}
}
