/** The end of what is left of it. */
const gone = '…';

/** Tokens of Vault and OpenBao, by their prefixes. */
const tokens = /\b(?:hv[sbr]|[sbr])\.[\w-]{20,}/g;
/** What stands behind the names that programs give to secrets. */
const named =
	/((?:x-vault-token|authorization|(?:vault|bao)_token|password|passphrase)["']?[:=] ?["']?(?:bearer |basic )?)[^\s"']+/gi;

/** A text from a terminal, a log or the clipboard without private keys and tokens, which no page may show. */
export function withoutSecrets(text: string): string {
	return withoutKeys(text).replace(tokens, gone).replace(named, `$1${gone}`);
}

/** Also without one whose end is cut off. */
function withoutKeys(text: string): string {
	const parts: string[] = [];
	let from = 0;
	for (const { index, 0: label } of text.matchAll(/-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----/g)) {
		if (index < from) continue;
		parts.push(text.slice(from, index), label, gone);
		from = endOf(text, index);
	}
	return [...parts, text.slice(from)].join('');
}

function endOf(text: string, begin: number): number {
	const end = text.indexOf('-----END', begin);
	if (end === -1) return text.length;
	const close = text.indexOf('-----', end + 8);
	return close === -1 ? text.length : close + 5;
}
