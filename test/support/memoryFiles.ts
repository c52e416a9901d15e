import * as vscode from 'vscode';

/** A file system that is on no disk, as those of virtual workspaces: files by their path. Gone with `dispose`. */
export class MemoryFiles implements vscode.FileSystemProvider, vscode.Disposable {
	readonly #files = new Map<string, Uint8Array>();
	readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	readonly #registered: vscode.Disposable;
	readonly onDidChangeFile = this.#changes.event;

	constructor(readonly scheme: string) {
		this.#registered = vscode.workspace.registerFileSystemProvider(scheme, this);
	}

	put(path: string, content: string | Uint8Array): vscode.Uri {
		const uri = vscode.Uri.from({ scheme: this.scheme, authority: 'host', path });
		this.#files.set(uri.path, Buffer.from(content));
		return uri;
	}

	watch(): vscode.Disposable {
		return new vscode.Disposable(() => undefined);
	}

	stat(uri: vscode.Uri): vscode.FileStat {
		const { length: size } = this.readFile(uri);
		return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
	}

	readFile(uri: vscode.Uri): Uint8Array {
		const found = this.#files.get(uri.path);
		if (!found) throw vscode.FileSystemError.FileNotFound(uri);
		return found;
	}

	writeFile(uri: vscode.Uri, content: Uint8Array): void {
		this.#files.set(uri.path, content);
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(uri: vscode.Uri): void {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	delete(uri: vscode.Uri): void {
		this.#files.delete(uri.path);
	}

	rename(uri: vscode.Uri): void {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	dispose(): void {
		this.#registered.dispose();
		this.#changes.dispose();
	}
}
