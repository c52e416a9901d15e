/** Whether clients find in the file's text what we find: they read plain PEM, and stop at what is torn. */
import type { BlockPosition, DecodedBlock } from '../../x509/block.js';
import type { DecodedFacts } from '../../x509/model.js';
import type { MaterialFile } from './material.js';
import { judged, known, supposed, type Found } from './warning.js';

/** Which of a client's files it is. */
export type Part = 'cert' | 'key' | 'ca';

export function* checkText(file: MaterialFile, part: Part, byPath: boolean): Found {
	yield* checkTorn(file, part, byPath);
	if (!byPath) return;
	for (const block of file.blocks) {
		if (block.error || isMisframed(block) || !isMeant(block.facts, part)) continue;
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

/** A block whose BEGIN or END line is wrong is read here, and inlined as it should be; a client stops at it. */
function* checkTorn(file: MaterialFile, part: Part, byPath: boolean): Found {
	const isTorn = (block: DecodedBlock) =>
		block.error ? block.error.code !== 'unknownLabel' : byPath && isMisframed(block);
	const meant = file.blocks.map(
		(block) => block.facts !== undefined && !isTorn(block) && isMeant(block.facts, part),
	);
	const torn = file.blocks.findIndex(isTorn);
	const fault = file.blocks[torn]?.error ?? file.blocks[torn]?.note;
	if (fault === undefined) return;
	const code = file.blocks[torn]?.error ? 'unreadable' : 'misframed';
	const args = { file: file.path, line: fault.line, code: fault.code };
	const [before, behind] = [meant.slice(0, torn), meant.slice(torn)].map((m) => m.includes(true));
	switch (part) {
		case 'cert':
			yield known(code, before ? 'cert-then-torn' : 'cert-torn', args);
			return;
		case 'key':
			if (before) yield known(code, 'key-then-torn', args);
			else yield known(code, behind ? 'key-torn-then-good' : 'key-torn', args);
			return;
		case 'ca':
			if (!before) yield known(code, behind ? 'ca-torn-then-good' : 'ca-torn', args);
			else if (behind) yield supposed('ignoredBehind', 'ca-torn-between', args);
			else yield known(code, 'ca-good-then-torn', args);
	}
}

/** Whether more than the label is wrong; for that, clients have rules of their own. */
function isMisframed({ note, label }: DecodedBlock): boolean {
	return note !== undefined && note.code !== 'wrongLabel' && label !== 'DER';
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

/** A certificate's label other than `CERTIFICATE` (RFC 7468, 5.3), or a private key's that is not its format's. */
function* checkLabel(file: MaterialFile, { label, note }: DecodedBlock, part: Part): Found {
	const args = { file: file.path, label };
	if (part === 'key') {
		const line = note?.line ?? 0;
		if (note) yield known('misframed', 'key-label-of-other-type', { ...args, line });
		return;
	}
	if (label === 'CERTIFICATE') return;
	if (label === 'X509 CERTIFICATE') yield known('oldLabel', `${part}-label-x509`, args);
	else if (label === 'TRUSTED CERTIFICATE') yield known('oldLabel', `${part}-label-trusted`, args);
	else yield known('notPem', `${part}-label-pkcs7`, args);
}

export function kindOf(file: MaterialFile): string {
	const found = file.blocks.find(
		({ facts, container }) => facts && (container !== 'jwk' || facts.kind !== 'privateKey'),
	);
	return found?.facts?.kind ?? 'nothing';
}

/** The mode lets others read the file; no TLS client looks at it. */
export function* checkMode(
	{ path: file, mode }: MaterialFile,
	severity: 'error' | 'warning',
): Found {
	// Group and others; Windows has no such bits.
	if (mode === undefined || (mode & 0o077) === 0) return;
	const octal = (mode & 0o777).toString(8).padStart(4, '0');
	yield judged('keyReadableByOthers', severity, { file, mode: octal });
}
