/** What the root is called: after its owner, so that it can be told from a colleague's in a list of trusted CAs. */
import { hiddenCharacters } from '../../common/hiddenCharacters.js';
import type { Owner } from '../contract/backend.js';

/** RFC 5280, appendix A: ub-common-name. */
const longestName = 64;
const title = 'PKI Workbench Root';

/** Nor what is no character of any script: surrogates, private and unassigned ones. */
const unfit = new RegExp(String.raw`[${hiddenCharacters}\p{Cs}\p{Co}\p{Cn}]`, 'gu');

/** As in `PKI Workbench Root (alice@laptop)`; of what is too long, the host is cut before the user. */
export function rootNameOf(owner: Owner | undefined): string {
	const user = clean(owner?.user ?? '');
	const [firstLabel = ''] = clean(owner?.host ?? '').split('.');
	const room = longestName - `${title} (@)`.length;
	const host = cut(firstLabel, Math.max(Math.floor(room / 2), room - [...user].length));
	const both = [cut(user, room - [...host].length), host].filter((part) => part !== '').join('@');
	return both === '' ? title : `${title} (${both})`;
}

function clean(text: string): string {
	return text.replace(unfit, '').trim();
}

function cut(text: string, length: number): string {
	return [...text].slice(0, length).join('').trim();
}
