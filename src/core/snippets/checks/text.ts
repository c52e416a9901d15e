/** Whether clients find in the file's text what we find: they read plain PEM, and stop at what is torn. */
import type { BlockPosition, DecodedBlock, DecodedFacts } from '../../x509/model.js';
import type { MaterialFile } from '../material.js';
import { judged, known, supposed, type Found } from './warning.js';

/** Which of a client's files it is. */
export type Part = 'cert' | 'key' | 'ca';

export function* checkText(file: MaterialFile, part: Part, byPath: boolean): Found {
	yield* checkTorn(file, part);
	if (!byPath) return;
	for (const block of file.blocks) {
		if (block.error || !isMeant(block.facts, part)) continue;
		const form = formOf(file.text, block);
		if (form !== undefined) {
			yield known('notPem', `${part}-${form}`, { file: file.path });
			return;
		}
		yield* checkLabel(file, block, part);
	}
	if (file.text.startsWith('\ufeff') && file.blocks.some(({ start }) => start === 1)) {
		yield known('byteOrderMark', `${part}-bom`, { file: file.path });
	}
}

function isMeant({ kind }: DecodedFacts, part: Part): boolean {
	return part === 'key' ? kind === 'privateKey' : kind === 'certificate';
}

function* checkTorn(file: MaterialFile, part: Part): Found {
	const meant = file.blocks.map(({ facts }) => facts !== undefined && isMeant(facts, part));
	const torn = file.blocks.findIndex(
		({ error }) => error !== undefined && !isPassedOver(error.code),
	);
	const error = file.blocks[torn]?.error;
	if (error === undefined) return;
	const args = { file: file.path, line: error.line, code: error.code };
	const [before, behind] = [meant.slice(0, torn), meant.slice(torn)].map((m) => m.includes(true));
	switch (part) {
		case 'cert':
			yield known('unreadable', before ? 'cert-then-torn' : 'cert-torn', args);
			return;
		case 'key':
			if (before) yield known('unreadable', 'key-then-torn', args);
			else yield known('unreadable', behind ? 'key-torn-then-good' : 'key-torn', args);
			return;
		case 'ca':
			if (!before) yield known('unreadable', behind ? 'ca-torn-then-good' : 'ca-torn', args);
			else if (behind) yield supposed('ignoredBehind', 'ca-torn-between', args);
			else yield known('unreadable', 'ca-good-then-torn', args);
	}
}

/** Clients look for their own labels (`EC PARAMETERS` is none) and pass over the others. */
function isPassedOver(code: string): boolean {
	return code === 'unknownLabel' || code === 'wrongLabel';
}

type Form =
	| ('der' | 'utf16' | 'cr-only' | 'escaped-lines' | 'one-line')
	| ('indented' | 'text-on-line' | 'end-indented' | 'blank-line');

/** What keeps clients from finding the block; undefined for plain PEM, with LF or CRLF. */
function formOf(text: string, { start, end, label }: BlockPosition): Form | undefined {
	if (label === 'DER') return 'der';
	if (text.includes('\0')) return 'utf16';
	const block = text.slice(start, end);
	if (!block.includes('\n')) {
		if (block.includes('\r')) return 'cr-only';
		return block.includes('\\n') ? 'escaped-lines' : 'one-line';
	}
	const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace('\ufeff', '');
	if (line !== '') return line.trim() === '' ? 'indented' : 'text-on-line';
	if (/[^\n]-----END /.test(block)) return 'end-indented';
	// RFC 1421 headers end with such a line.
	return /\n[ \t]*\r?\n/.test(block) && !block.includes(':') ? 'blank-line' : undefined;
}

/** A certificate's label other than `CERTIFICATE` (RFC 7468, 5.3). */
function* checkLabel(file: MaterialFile, { label }: DecodedBlock, part: Part): Found {
	if (part === 'key' || label === 'CERTIFICATE') return;
	const args = { file: file.path, label };
	if (label === 'X509 CERTIFICATE') yield known('oldLabel', `${part}-label-x509`, args);
	else if (label === 'TRUSTED CERTIFICATE') yield known('oldLabel', `${part}-label-trusted`, args);
	else yield known('notPem', `${part}-label-pkcs7`, args);
}

export function kindOf(file: MaterialFile): string {
	return file.blocks.find(({ facts }) => facts)?.facts?.kind ?? 'nothing';
}

/** The mode lets others read the file; no TLS client looks at it. */
export function* checkMode({ path: file, mode }: MaterialFile): Found {
	// Group and others; Windows has no such bits.
	if (mode === undefined || (mode & 0o077) === 0) return;
	const octal = (mode & 0o777).toString(8).padStart(4, '0');
	yield judged('keyReadableByOthers', 'warning', { file, mode: octal });
}
