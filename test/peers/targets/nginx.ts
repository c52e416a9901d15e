import type { Lab } from '../../unit/core/snippets/lab.js';

/** Where nginx keeps what it writes; it runs in the foreground and as who started it. */
function nginxFile(lab: Lab, text: string): string {
	const folder = `"${lab.folder}/nginx"`;
	return [
		`daemon off; pid "${lab.folder}/nginx.pid"; error_log stderr; events {}`,
		...(process.getuid?.() === 0 ? ['user root;'] : []),
		`http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder};`,
		text,
		'}',
	].join('\n');
}

/** For a text that belongs into the `http` block. */
export async function nginxArguments(lab: Lab, text: string): Promise<readonly string[]> {
	return ['-p', lab.folder, '-c', await lab.file('nginx.conf', nginxFile(lab, text))];
}
